"""Screens of the organisation: what is shown, what is typed, what is refused, what does not exist."""

from datetime import date

import pytest
from django.urls import reverse

from lianheng.kernel import clock
from lianheng.organisation import actions
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Account, Appointment, Grant, Person, SavedView, Unit
from lianheng.organisation.terms import OrganisationEvent, OrganisationReason, Role, UnitKind
from tests.factories.organisation import (
    AppointmentFactory,
    CommissionFactory,
    PersonFactory,
    UnitFactory,
    person_in,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission():
    return CommissionFactory()


@pytest.fixture
def unit(commission):
    return UnitFactory(superior=commission, name="东镇纪委")


@pytest.fixture
def scorer(client, commission):
    return signed_in(client, person_in(commission, Role.SCORER))


@pytest.fixture
def security(client, commission):
    return signed_in(client, person_in(commission, Role.SECURITY_ADMIN))


@pytest.fixture
def system(client, commission):
    return signed_in(client, person_in(commission, Role.SYSTEM_ADMIN))


def page(client, name, /, *args, status=200, **query):
    """The text of a page."""
    response = client.get(reverse(f"organisation:{name}", args=args), query)
    assert response.status_code == status
    return response.content.decode()


def send(client, name, /, *args, status=302, **said):
    """What answers when a form is sent."""
    response = client.post(reverse(f"organisation:{name}", args=args), said)
    assert response.status_code == status, response.content.decode()
    return response


def test_whoever_is_not_signed_in_is_asked_to_sign_in(client):
    response = client.get("/units/")
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_the_list_of_units_is_in_official_order_and_can_be_narrowed(scorer, commission):
    UnitFactory(name="乙镇纪委", position=20_002, superior=commission)
    UnitFactory(name="甲镇纪委", position=20_001, superior=commission)
    UnitFactory(name="丙街道", kind=UnitKind.STREET, position=20_000)
    text = page(scorer, "units")
    assert text.index("丙街道") < text.index("甲镇纪委") < text.index("乙镇纪委")
    assert "丙街道" not in page(scorer, "units", kind=UnitKind.TOWNSHIP)
    assert "丙街道" not in page(scorer, "units", superior=commission.code)
    assert "乙镇纪委" not in page(scorer, "units", q="甲镇")
    assert "丙街道" in page(scorer, "units", peer_class=UnitKind.STREET.label)


def test_a_closed_unit_is_listed_only_when_asked_for(scorer):
    UnitFactory(name="老镇纪委", closed_on=date(2024, 1, 1))
    assert "老镇纪委" not in page(scorer, "units")
    assert "老镇纪委" in page(scorer, "units", state="closed")
    assert "老镇纪委" in page(scorer, "units", state="any")


def test_the_lists_ask_no_more_of_the_database_when_they_are_longer(
    scorer, commission, django_assert_max_num_queries
):
    for _ in range(12):
        person_in(UnitFactory(superior=commission))
    for name in ("units", "people"):
        with django_assert_max_num_queries(16):
            page(scorer, name)


def test_a_unit_shows_its_posts_and_who_holds_them(scorer, unit):
    person_in(unit, name="王小二")
    left = PersonFactory(name="李已走")
    AppointmentFactory(person=left, unit=unit, to_on=date(2021, 1, 1))
    posts, _, past = page(scorer, "unit", unit.pk).partition("历任")
    assert "王小二" in posts
    assert "李已走" not in posts
    assert "李已走" in past
    assert "2021-01-01" in past


def test_a_township_finds_no_other_township_and_nobody_in_it(client):
    other = UnitFactory()
    stranger = person_in(other)
    signed_in(client, person_in(UnitFactory(), Role.UNIT_HEAD))
    page(client, "unit", other.pk, status=404)
    page(client, "person", stranger.pk, status=404)
    page(client, "new_appointment", stranger.pk, status=404)


def test_a_township_is_told_why_it_may_not_set_up_units(client):
    signed_in(client, person_in(UnitFactory(), Role.UNIT_HEAD))
    assert OrganisationReason.NOT_ENTITLED.label in page(client, "new_unit", status=409)
    assert "新增单位" not in page(client, "units")


def test_a_scorer_sets_up_a_unit_below_another(scorer, commission):
    said = {
        "code": "T9",
        "name": "新镇纪委",
        "kind": UnitKind.TOWNSHIP,
        "superior": commission.name,
        "position": 3,
    }
    host = UnitFactory(code="H1", kind=UnitKind.HOST)
    send(scorer, "new_unit", **said, hosts="H1；")
    unit = Unit.objects.get(code="T9")
    assert unit.superior == commission
    assert unit.peer_class == UnitKind.TOWNSHIP.label
    assert list(unit.hosts.all()) == [host]


def test_what_was_typed_is_kept_when_a_unit_is_unknown(scorer):
    said = {
        "code": "T9",
        "name": "新镇纪委",
        "kind": UnitKind.TOWNSHIP,
        "superior": "无此单位",
        "position": 0,
    }
    text = send(scorer, "new_unit", **said, status=422).content.decode()
    assert OrganisationReason.UNKNOWN_UNIT.label in text
    assert "新镇纪委" in text
    assert not Unit.objects.filter(code="T9").exists()


def test_a_circle_in_the_tree_is_refused_with_its_reason(scorer, unit):
    village = UnitFactory(superior=unit, code="V1")
    said = {"code": unit.code, "name": unit.name, "kind": unit.kind, "superior": village.code, "position": 0}
    answer = send(scorer, "unit_facts", unit.pk, **said, status=409)
    text = answer.content.decode()
    assert OrganisationReason.UNIT_CIRCLE.label in text
    assert f'value="{village.code}"' in text


def test_a_unit_is_changed_by_its_form_as_it_was_shown(scorer, commission):
    unit = UnitFactory(superior=commission, founded_on=None)
    shown = scorer.get(reverse("organisation:unit_facts", args=[unit.pk])).context["form"]
    said = {name: bound.value() for name, bound in ((b.name, b) for b in shown) if bound.value()}
    send(scorer, "unit_facts", unit.pk, **said | {"short_name": "新简称"})
    unit.refresh_from_db()
    assert (unit.short_name, unit.superior) == ("新简称", commission)


def test_a_person_enters_the_roster_and_takes_up_a_post(scorer, unit):
    send(scorer, "new_person", number="N1", name="曾新人")
    person = Person.objects.get(number="N1")
    send(scorer, "new_appointment", person.pk, unit=unit.code, post="纪委书记", from_on="2026-01-05")
    held = person.appointments.get()
    assert (held.post.unit, str(held.post), held.is_dedicated) == (unit, "纪委书记", False)
    assert "纪委书记" in page(scorer, "person", person.pk)


def test_a_person_who_moves_gives_up_the_old_post(scorer, unit, commission):
    person = person_in(UnitFactory(superior=commission))
    old = person.appointments.get()
    said = {"unit": unit.code, "post": "书记", "from_on": "2026-01-05", "instead_of": old.pk}
    send(scorer, "new_appointment", person.pk, **said)
    old.refresh_from_db()
    assert old.to_on == date(2026, 1, 4)


def test_nobodys_post_is_given_up_by_way_of_somebody_else(scorer, unit):
    person, other = person_in(unit), person_in(unit)
    held = other.appointments.get()
    page(scorer, "relief", person.pk, held.pk, status=404)
    said = {"unit": unit.code, "post": "书记", "from_on": "2026-01-05", "instead_of": held.pk}
    send(scorer, "new_appointment", person.pk, **said, status=422)
    assert Appointment.objects.get(pk=held.pk).to_on is None


def test_a_person_is_relieved_of_a_post(scorer, unit):
    person = person_in(unit, Role.UNIT_HEAD)
    held = person.appointments.get()
    send(scorer, "relief", person.pk, held.pk, on="2026-02-01")
    held.refresh_from_db()
    assert held.to_on == date(2026, 2, 1)
    assert Grant.objects.get(person=person).to_on == date(2026, 2, 1)


def test_the_security_administrator_entrusts_and_takes_back(security):
    person = person_in(unit := UnitFactory())
    today = clock.today().isoformat()
    said = {"role": Role.UNIT_HEAD, "unit": unit.code, "from_on": today}
    send(security, "new_grant", person.pk, **said, status=422)
    send(security, "new_grant", person.pk, **said, reason="任纪委书记")
    granted = Grant.objects.get(person=person)
    assert "基层负责人" in page(security, "person", person.pk)
    send(security, "revocation", person.pk, granted.pk)
    granted.refresh_from_db()
    assert granted.to_on < clock.today()


def test_a_scorer_may_not_entrust_roles(scorer):
    person = person_in(unit := UnitFactory())
    said = {"role": Role.LEADER, "unit": unit.code, "from_on": "2026-01-01"}
    send(scorer, "new_grant", person.pk, **said, status=409)
    assert not Grant.objects.filter(person=person).exists()


def test_an_administrator_is_refused_a_second_role_with_the_reason(security):
    person = person_in(unit := UnitFactory(), Role.AUDIT_ADMIN)
    said = {"role": Role.SYSTEM_ADMIN, "unit": unit.code, "from_on": "2026-01-01", "reason": "兼任"}
    answer = send(security, "new_grant", person.pk, **said, status=409)
    assert OrganisationReason.ROLES_EXCLUDE.label in answer.content.decode()


def test_the_system_administrator_opens_an_account_and_sees_the_password_once(system):
    person = person_in(UnitFactory())
    answer = send(system, "password", person.pk, status=200)
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert Account.objects.get(person=person).check_password(password)
    assert password not in page(system, "person", person.pk)
    send(system, "account_closure", person.pk)
    assert not Account.objects.get(person=person).is_active


def test_a_scorer_may_not_open_accounts(scorer):
    person = person_in(UnitFactory())
    send(scorer, "password", person.pk, status=409)
    assert not Account.objects.filter(person=person).exists()


def test_what_was_done_to_a_person_is_read_by_those_who_keep_entrust_and_audit(client, commission, unit):
    person = person_in(unit)
    actions.grant(person, Role.UNIT_HEAD, unit, by=SYSTEM)
    readers = {Role.SCORER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.LEADER}
    for role in Role:
        text = page(signed_in(client, person_in(commission, role)), "person", person.pk)
        assert (OrganisationEvent.GRANTED.label in text.partition('class="trail"')[2]) == (role in readers)


def test_a_list_is_kept_as_a_view_and_stands_above_it_as_a_tab(scorer):
    send(scorer, "views", name="乡镇", path="/units/", query="kind=township")
    assert "kind=township" in page(scorer, "units")
    assert "乡镇" in page(scorer, "views")
    send(scorer, "view_end", SavedView.objects.get().pk)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("path", ["https://elsewhere.example/", "//elsewhere.example/", "/nowhere/", "units"])
def test_a_view_leads_nowhere_but_to_a_page_of_ours(scorer, path):
    send(scorer, "views", name="外", path=path, query="", status=404)


def test_the_lists_can_be_printed(scorer):
    for name in ("units", "people"):
        page(scorer, name, print="1")


@pytest.mark.parametrize(
    "query", ["sort=evil", "page=-1", "page=99999", "kind=%00", "q=%00%F0%9F%98%80", "columns=x"]
)
def test_an_address_that_nobody_would_type_shows_the_list_all_the_same(scorer, query):
    for path in ("/units/", "/people/"):
        assert scorer.get(f"{path}?{query}").status_code == 200
