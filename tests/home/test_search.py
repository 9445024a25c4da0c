"""Search finds what one may see, by name, code, number or the sound of a name."""

import pytest

from lianheng.home import finding
from tests.factories.assessment import EntryFactory, ObjectionFactory
from tests.factories.organisation import UnitFactory, signed_in


def hits(actor, said, source):
    """What one source brings, by title."""
    return [hit.title for group in finding.found(actor, said) if group.name == source for hit in group.hits]


def test_a_unit_is_found_by_its_name_its_code_and_the_initials_of_its_sound(world):
    for said in ("党风", "DFS", "dfzf"):
        assert "党风政风监督室" in hits(world.actor("leader"), said, "units")


def test_a_person_is_found_by_name_by_number_and_by_initials(world):
    number = world.people["secretary"].number
    for said in ("晓明", number, "wxm"):
        assert "王晓明" in hits(world.actor("leader"), said, "people")


def test_a_task_is_found_by_its_title(world):
    title = world.parts[0].task.title
    assert hits(world.actor("town_clerk"), title, "tasks") == [title]
    assert title in hits(world.actor("town_clerk"), "xjc", "tasks")


@pytest.mark.parametrize(
    ("said", "name", "is_meant"),
    [
        ("cqs", "重庆市", True),
        ("zqs", "重庆市", True),
        ("qs", "重庆市", True),
        ("cs", "重庆市", False),
        ("d52", "第 52 项检查", True),
        ("cqsa", "重庆市", False),
    ],
)
def test_a_name_is_known_by_the_initials_of_any_of_its_readings(said, name, is_meant):
    assert finding._sounds_like([name], said) is is_meant


def test_a_unit_does_not_find_the_tasks_of_another(world):
    found = finding.found(world.actor("town_clerk"), world.parts[0].task.title)
    addresses = {hit.url for group in found for hit in group.hits}
    assert addresses == {f"/tasks/{world.parts[0].pk}/"}


def test_a_proposal_and_an_objection_are_found_by_their_unit_by_whoever_may_see_them(world):
    ObjectionFactory(entry=EntryFactory(unit=world.town, task="村级财务公开检查"))
    leader = world.actor("leader")
    assert hits(leader, world.town.name, "proposals")
    assert set(hits(leader, "财务公开", "objections")) == {"未完成: 村级财务公开检查"}
    for source in ("proposals", "objections"):
        assert hits(world.actor("clerk"), world.town.name, source) == []


def test_a_department_adds_what_it_has_to_find_by_one_line():
    names = [source.name for source in finding.SOURCES]
    assert len(names) == len(set(names)) > 4


def test_more_rows_ask_for_no_more_queries(world, django_assert_max_num_queries):
    leader = world.actor("leader")
    UnitFactory.create_batch(15, superior=world.commission, name="同名镇")
    with django_assert_max_num_queries(8):
        assert len(hits(leader, "同名镇", "units")) == 15


def test_nothing_said_finds_nothing(world):
    assert finding.found(world.actor("leader"), "") == []


@pytest.mark.parametrize(
    "said", ["%", "_", "(", "\\", "a(b", "'; drop table", "<script>", "晓" * 500, "\x00"]
)
def test_no_word_breaks_the_search(world, client, said):
    assert signed_in(client, world.people["leader"]).get("/search/", {"q": said}).status_code == 200


def test_the_page_says_what_to_do_when_nothing_is_found(world, client):
    page = signed_in(client, world.people["leader"]).get("/search/", {"q": "没有这个词"})
    assert "没有找到" in page.content.decode()
