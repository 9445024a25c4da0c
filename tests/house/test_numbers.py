"""Guessing numbers: what is another's answers like what does not exist, to everybody, in every letter."""

import re

import pytest
from django.db import transaction

from lianheng.kernel import clock
from lianheng.papers import shelf
from tests.factories import organisation as made
from tests.factories.papers import ImportBatchFactory
from tests.house import access
from tests.house.tree import none

CANARY = "只给本人看的内容"
NOWHERE = 987_654_321
DRAWN = re.compile(r'(name="(?:once|csrfmiddlewaretoken)" value=)"[^"]*"|\b\d{1,9}\b')
# What is its owner's alone, whatever the rank of whoever asks.
PERSONAL = (
    "downloads/{download}/file/",
    "imports/{batch}/",
    "imports/{batch}/columns/",
    "imports/{batch}/rows/",
    "imports/{batch}/problems/",
    "imports/{batch}/withdrawal/",
    "views/{view}/",
    "views/{view}/end/",
    "notices/{notice}/reading/",
)
# What only those see who see the record to which it belongs.
ATTACHED = "files/{attachment}/"
STRANGERS = (access.NEIGHBOUR, "system_admin", "security_admin", "audit_admin")


@pytest.fixture
def world(db, tmp_path, monkeypatch) -> access.World:
    """A small district; somebody of no rank has an export, a list on its way in, a view and a notice."""
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    found = access.world()
    owner = made.PersonFactory()
    example = found.examples
    found.own = {
        "download": access._written(owner),
        "batch": ImportBatchFactory(uploaded_by=owner, filename=CANARY, titles=[CANARY]).pk,
        "view": made.SavedViewFactory(owner=owner, name=CANARY).pk,
        "notice": access.NoticeFactory(to=owner, title=CANARY).pk,
        "attachment": example["attachment_id"],
    }
    shelf.place(found.own["download"]).write_bytes(CANARY.encode())
    with clock.standing_at(access.TODAY):
        yield found


def answer(client, address):
    """Status and page, by looking and by sending; what is drawn anew or numbers the page left out."""
    said = []
    for ask in (client.get, client.post):
        with transaction.atomic():
            response = ask("/" + address)
            page = b"".join(response).decode(errors="replace")
            transaction.set_rollback(True)
        said.append((response.status_code, DRAWN.sub(r"\1", page), CANARY in page))
    return said


@pytest.mark.parametrize("who", [who for who in access.WHO if who != access.ANONYMOUS])
def test_m53_what_is_anothers_is_answered_like_what_does_not_exist(world, who):
    client, wrong = world.client(who), []
    for route in (*PERSONAL, *([ATTACHED] if who in STRANGERS else [])):
        theirs = answer(client, route.format(**world.own))
        nobodys = answer(client, route.format(**dict.fromkeys(world.own, NOWHERE)))
        if theirs != nobodys or any(shows for _, _, shows in theirs) or {theirs[0][0]} - {404, 405}:
            wrong.append(f"{route}: {[said[0] for said in theirs]} but {[said[0] for said in nobodys]}")
    none(wrong)


def test_m53_its_owner_finds_it(world):
    """Else the test above would prove nothing."""
    clerk = world.client("unit_clerk")
    with transaction.atomic():
        for route in ("files/<int:attachment_id>/", "downloads/<int:download_id>/file/"):
            assert b"".join(clerk.get(world.address(route)))[:2] in (b"%P", b"PK")
        transaction.set_rollback(True)
