"""Search finds what one may see, by name, code, number or the sound of a name."""

import pytest

from lianheng.home import finding
from tests.factories.organisation import signed_in


def names(rows):
    return [row.name for row in rows]


def test_a_unit_is_found_by_its_name_its_code_and_the_initials_of_its_sound(world):
    for said in ("党风", "DFS", "dfzf"):
        assert "党风政风监督室" in names(finding.found(world.actor("leader"), said).units)


def test_a_person_is_found_by_name_by_number_and_by_initials(world):
    number = world.people["secretary"].number
    for said in ("晓明", number, "wxm"):
        assert "王晓明" in names(finding.found(world.actor("leader"), said).people)


def test_a_task_is_found_by_its_title(world):
    title = world.parts[0].task.title
    found = finding.found(world.actor("town_clerk"), title)
    assert {task.task.title for task in found.tasks} == {title}


def test_a_unit_does_not_find_the_tasks_of_another(world):
    found = finding.found(world.actor("town_clerk"), world.parts[0].task.title)
    assert {task.unit_id for task in found.tasks} == {world.town.pk}


def test_nothing_said_finds_nothing(world):
    assert finding.found(world.actor("leader"), "").is_empty


@pytest.mark.parametrize(
    "said", ["%", "_", "(", "\\", "a(b", "'; drop table", "<script>", "晓" * 500, "\x00"]
)
def test_no_word_breaks_the_search(world, client, said):
    assert signed_in(client, world.people["leader"]).get("/search/", {"q": said}).status_code == 200


def test_the_page_says_what_to_do_when_nothing_is_found(world, client):
    page = signed_in(client, world.people["leader"]).get("/search/", {"q": "没有这个词"})
    assert "没有找到" in page.content.decode()
