"""Whatever stands in an address or a form: no error, no other's row, nothing of it in the page as markup."""

import re

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from lianheng.flows.downloads.lists import LISTS
from lianheng.kernel import clock
from tests.house import access
from tests.house.hand import Page, written
from tests.house.tree import none, sources

# What belongs to one township and its commission, and to no neighbour.
OWN = {
    "Submission.text",
    "Submission.returned_because",
    "Relief.reason",
    "Relief.answer",
    "Falsity.because",
    "DutyRecord.text",
    "Objection.reason",
    "Objection.answer",
    "Proposal.statement",
    "Proposal.own_statement",
    "CureProof.text",
    "Entry.reason",
    "Talk.record",
    "Talk.notice",
    "Talk.because",
    "Talk.own_words",
    "Talk.refusal",
    "Commitment.what",
    "Commitment.report",
    "Absence.reason",
    "Delegation.reason",
    "Delegation.answer",
    "Handover.risks",
    "YearObjection.reason",
    "Documented.reason",
}
INJECTED = [
    "'",
    "''",
    '"',
    "\\",
    "%",
    "%s",
    "%(a)s",
    "{}",
    "' or '1'='1",
    "' or 1=1 --",
    '" or ""="',
    "1; select pg_sleep(9)",
    "1' and (select pg_sleep(9)) is null --",
    "') union select null,null,null --",
    "'; drop table organisation_person; --",
    "1 or true",
    "-1",
    "0",
    "00000000000000000001",
    "9" * 30,
    "1e400",
    "NaN",
    "null",
    "unit_id",
    "-unit__people__accounts__password",
    "account__password__startswith",
    "unit__in",
    "?",
    "pk",
    "-pk; --",
    "2026-13",
    "2026-10-99",
    "0001-01-01",
    "9999-12-31",
    "²",
    "１２",  # noqa: RUF001 - digits of another width
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    '"><x-c999>',
    "<script>x-c999</script>",
    "../../etc/passwd",
    "javascript:x-c999",
    "//elsewhere.example",
    "a" * 5000,
]
NAMED = re.compile(
    r"""(?:GET|POST|said|query)\.get(?:list)?\(\s*"(\w+)"|asked\.\w+\(request, "(\w+)"|code="(\w+)"""
)


def names() -> list[str]:
    """Every name that somewhere is read from an address."""
    found = {name for source in sources() for pair in NAMED.findall(source.text) for name in pair if name}
    found |= {
        "sort",
        "columns",
        "page",
        "print",
        "view",
        "q",
        "month",
        "period",
        "state",
        "peer_class",
        "unit",
    }
    assert len(found) > 40
    return sorted(found)


WORDS = some.one_of(some.sampled_from(INJECTED), some.text(max_size=20))
SAID = some.dictionaries(
    some.sampled_from(names()), some.one_of(WORDS, some.lists(WORDS, max_size=3)), max_size=5
)
LOOKED = settings(max_examples=250, suppress_health_check=list(HealthCheck))


@pytest.fixture
def district(db, monkeypatch, tmp_path):
    """Its things, written so that they are found again, and the head of a township whom none concerns."""
    hand, world = written(monkeypatch, tmp_path)
    own = {str(at) for at, name in enumerate(hand.fields) if name.partition(".")[2] in OWN}
    assert len(own) > 15
    with clock.standing_at(access.TODAY):
        yield world, own


def asked(client, address, said, own, *, post=False):
    """What is wrong with the answer."""
    with transaction.atomic():
        response = (client.post if post else client.get)(address, said)
        content = b"".join(response)
        transaction.set_rollback(True)
    wrong = [f"{response.status_code}"] if response.status_code >= 500 else []
    wrong += ["leads elsewhere"] if re.match(r"//|https?:|javascript:", response.get("Location", "")) else []
    if response.headers.get("Content-Type", "").startswith("text/html"):
        page = Page(content.decode())
        wrong += [f"shows {number}" for number in page.shown & own] + page.wrong
    return [f"{address} {said}: {each}" for each in wrong]


def test_m54_no_address_shows_anothers_row_or_breaks(district):
    world, own = district
    client = world.client(access.NEIGHBOUR)
    plain = [route for route in access.routes() if "<" not in route or "period" in route or "month" in route]
    assert len(plain) > 60

    @LOOKED
    @given(some.sampled_from(plain), SAID)
    def look(route, said):
        none(asked(client, world.address(route), said, own))

    look()


def test_m54_no_form_shows_anothers_row_or_breaks(district):
    world, own = district
    client = world.client(access.NEIGHBOUR)

    @LOOKED
    @given(some.sampled_from([route for route in access.routes() if not route.startswith("account/")]), SAID)
    def send(route, said):
        none(asked(client, world.address(route), said, own, post=True))

    send()


@pytest.mark.parametrize("who", ["leader", "scorer"])
def test_m54_whoever_sees_much_breaks_nothing_either(district, who):
    world, _ = district
    client = world.client(who)
    plain = [route for route in access.routes() if "<" not in route or "period" in route or "month" in route]

    @LOOKED
    @given(some.sampled_from(plain), SAID)
    def look(route, said):
        none(asked(client, world.address(route), said, set()))

    look()


def test_m54_no_export_breaks_whatever_its_conditions(district):
    world, own = district
    client = world.client(access.NEIGHBOUR)

    @settings(LOOKED, max_examples=80)
    @given(some.sampled_from([*LISTS, "none"]), some.sampled_from(names()), WORDS)
    def export(code, name, word):
        none(asked(client, "/downloads/", {"list": code, "query": f"{name}={word}"}, own, post=True))

    export()


def test_m54_the_list_of_ways_in_is_shown_to_a_neighbour_nowhere_at_all(district):
    """Without any condition too: else the tests above would prove nothing about conditions."""
    world, own = district
    client = world.client(access.NEIGHBOUR)
    none(each for route in access.routes() for each in asked(client, world.address(route), {}, own))
    town = world.client("unit_head")
    assert any(asked(town, world.address(route), {}, own) for route in access.routes())
