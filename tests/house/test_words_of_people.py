"""Whatever people write is shown as they wrote it, and is never a part of the page."""

import pytest
from django.db import transaction

from lianheng.kernel import clock
from tests.house import access
from tests.house.hand import Page, written
from tests.house.tree import none


@pytest.mark.parametrize(
    "who", ["leader", "office_head", "scorer", "unit_head", "unit_clerk", "system_admin", "security_admin"]
)
def test_m47_g67_nothing_that_people_write_becomes_part_of_a_page(db, monkeypatch, tmp_path, who):
    hand, world = written(monkeypatch, tmp_path)
    client, wrong, shown = world.client(who), [], set()
    with clock.standing_at(access.TODAY):
        for route in access.routes():
            with transaction.atomic():
                response = client.get(world.address(route))
                said = b"".join(response)
                transaction.set_rollback(True)
            assert response.status_code < 500, route
            if response.headers.get("Content-Type", "").startswith("text/html"):
                page = Page(said.decode())
                shown |= page.shown
                wrong += [f"{route}: {what}" for what in page.wrong]
    none(wrong)
    assert len(hand.fields) > 60
    assert len(shown) > (5 if "admin" in who else 20), [hand.fields[int(number)] for number in shown]
