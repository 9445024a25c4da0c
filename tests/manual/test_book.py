"""The book: every role has its chapter, every line of the menu is told of, every picture is there."""

import re
from urllib.parse import unquote

import pytest

from lianheng.home.frame import ENTRIES
from lianheng.manual import book, walks
from lianheng.manual.page import WALK, shown
from lianheng.manual.queries import CHAPTERS
from lianheng.manual.terms import BELOW, Walk
from lianheng.organisation.terms import Role
from tests.house.tree import none

HEAVIEST = 200_000
OWN = re.compile(r"^[a-z0-9-]+\.md(#.+)?$|^walk:[a-z_]+$")


@pytest.fixture(scope="module")
def chapters() -> dict[str, book.Chapter]:
    """Every chapter by its code."""
    found = book.chapters()
    assert len(found) > 15
    return found


@pytest.fixture(scope="module")
def places() -> dict[str, frozenset[Role]]:
    """Every line of the menu as the text writes it, and who has it."""
    return {
        f"{group.label}{BELOW}{item.label}": roles
        for group, entries in ENTRIES.items()
        for item, _, roles in entries
    }


def test_every_file_stands_in_the_table_of_contents_once(chapters):
    files = {path.stem for path in book.FOLDER.glob("*.md")} - {book.CONTENTS}
    assert files == chapters.keys()
    listed = [each.code for part in book.parts() for each in part.chapters]
    assert len(listed) == len(set(listed))


def test_the_table_of_contents_calls_each_chapter_by_its_name(chapters):
    text = (book.FOLDER / "README.md").read_text(encoding="utf-8")
    none(code for code, each in chapters.items() if f"- [{each.title}]({code}.md)" not in text)


@pytest.mark.parametrize("role", Role)
def test_the_chapter_of_every_role_begins_with_what_is_to_be_done_today(chapters, role):
    first = next(each for each in chapters[CHAPTERS[role]].sections if each.level == 2)
    assert first.title == "今天要做什么"


@pytest.mark.parametrize("role", Role)
def test_the_chapter_of_every_role_tells_of_each_line_of_its_menu(chapters, places, role):
    own = chapters[CHAPTERS[role]]
    told = frozenset().union(*(each.places for each in own.sections), *_of_everybody(chapters))
    none(place for place, roles in places.items() if role in roles and place not in told)


def _of_everybody(chapters) -> list[frozenset[str]]:
    """What is the same for all is told once, in a chapter that is about the matter and not about a role."""
    about = [each for code, each in chapters.items() if code not in CHAPTERS.values()]
    return [section.places for each in about for section in each.sections]


def test_no_chapter_tells_of_a_line_that_the_menu_does_not_have(chapters, places):
    none(
        f"{code}: {place}"
        for code, chapter in chapters.items()
        for section in chapter.sections
        for place in section.places
        if BELOW in place and place not in places
    )


def test_every_picture_is_there_and_none_is_left_over(chapters):
    named = {image for chapter in chapters.values() for image in chapter.images}
    assert len(named) > 10
    assert named == {f"images/{path.name}" for path in book.IMAGES.iterdir()}


def test_no_picture_is_a_burden():
    none(
        f"{path.name} {path.stat().st_size}"
        for path in book.IMAGES.iterdir()
        if path.stat().st_size > HEAVIEST
    )


def test_every_link_leads_to_a_chapter_a_heading_or_a_step(chapters):
    links = [
        (code, to) for code, each in chapters.items() for section in each.sections for to in section.links
    ]
    assert len(links) > 35
    none(f"{code}: {to}" for code, to in links if not OWN.match(to) or not _leads(chapters, to))


def _leads(chapters, to: str) -> bool:
    if to.startswith(WALK):
        return to.removeprefix(WALK) in walks.STEPS
    code, _, anchor = unquote(to).partition("#")
    chapter = chapters.get(code.removesuffix(".md"))
    return chapter is not None and (not anchor or anchor in {each.anchor for each in chapter.sections})


def test_no_two_headings_of_a_chapter_have_the_same_address(chapters):
    none(
        code for code, each in chapters.items() if len({s.anchor for s in each.sections}) < len(each.sections)
    )


@pytest.mark.parametrize("walk", Walk)
def test_each_step_of_a_walk_leads_to_one_page_and_says_what_is_there(chapters, walk):
    _, *steps = chapters[walks.CHAPTER.format(walk=walk)].sections
    assert 6 <= len(steps) <= 12
    none(each.title for each in steps if len([to for to in each.links if to.startswith(WALK)]) != 1)
    none(each.title for each in steps if "「" not in each.text)


def test_every_step_is_used_by_some_walk(chapters):
    used = {to for each in chapters.values() for section in each.sections for to in section.links}
    none(step for step in walks.STEPS if f"{WALK}{step}" not in used)


def test_markup_in_a_chapter_is_only_text():
    tokens = book.READER.parse("<script>alert(1)</script> [a](javascript:alert(1)) **<b>x</b>**")
    assert "<script" not in shown(tokens)
    assert "<b>" not in shown(tokens)
    assert "href" not in shown(tokens)


def test_showing_a_chapter_to_one_does_not_change_it_for_the_next(chapters):
    tokens = chapters["leader"].tokens
    first = shown(tokens, menu=lambda name: "/somewhere/")
    assert "/somewhere/" in first
    assert "/somewhere/" not in shown(tokens)
