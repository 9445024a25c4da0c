"""The handover sheet: posts, open work and scores of a person, for who may see the person."""

import pytest

from lianheng.organisation.models import Post
from tests.factories.duties import DutyAssignmentFactory, DutyItemFactory, in_force
from tests.factories.organisation import signed_in


@pytest.mark.parametrize(
    ("reader", "status"), [("leader", 200), ("secretary", 200), ("town_clerk", 200), ("scorer", 200)]
)
def test_whoever_sees_the_person_reads_the_sheet(world, client, reader, status):
    url = f"/people/{world.people['secretary'].pk}/handover/"
    assert signed_in(client, world.people[reader]).get(url).status_code == status


def test_a_person_out_of_sight_has_no_sheet(world, client):
    url = f"/people/{world.people['leader'].pk}/handover/"
    assert signed_in(client, world.people["town_clerk"]).get(url).status_code == 404


def test_the_sheet_lists_the_open_work_of_the_unit(world, client):
    url = f"/people/{world.people['secretary'].pk}/handover/"
    page = signed_in(client, world.people["leader"]).get(url).content.decode()
    assert all(part.task.title in page for part in world.parts)
    assert "移交人" in page


def test_the_sheet_of_an_office_lists_what_it_asked_for(world, client):
    url = f"/people/{world.people['head'].pk}/handover/"
    page = signed_in(client, world.people["head"]).get(url).content.decode()
    assert world.parts[0].task.title in page


def test_the_sheet_lists_what_the_post_answers_for(world, client):
    item = DutyItemFactory(title="村级财务抽查")
    in_force(item.checklist)
    post = Post.objects.get(appointments__person=world.people["secretary"])
    DutyAssignmentFactory(unit=world.town, post=post, key=item.key)
    url = f"/people/{world.people['secretary'].pk}/handover/"
    page = signed_in(client, world.people["leader"]).get(url).content.decode()
    assert "村级财务抽查" in page
    assert "2026-09-25" in page  # not done, and September is not closed
