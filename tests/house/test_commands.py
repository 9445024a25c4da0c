"""What the documents tell people to type does exist, and explains itself."""

import re

import pytest

from lianheng.cli.__main__ import parser
from lianheng.cli.commands import COMMANDS

from .tree import ROOT, none

MAKEFILE = ROOT / "Makefile"
PAGES = ("README.md", "ARCHITECTURE.md", "STYLE.md")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.NAME)
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as end:
        parser().parse_args([command.NAME, "--help"])
    assert end.value.code == 0
    assert command.NAME in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.NAME)
def test_every_command_speaks_chinese_and_english(command):
    chinese, english = command.HELP
    assert english.isascii()
    assert not chinese.isascii()


def test_what_the_pages_tell_one_to_make_can_be_made():
    targets = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE))
    told = {(page, target) for page in PAGES for target in re.findall(r"\bmake ([a-z-]+)`", _page(page))}
    told |= {
        (page, target) for page in PAGES for target in re.findall(r"^ +make ([a-z-]+)", _page(page), re.M)
    }
    assert len(told) > 4
    assert {told_one for told_one in told if told_one[1] not in targets} == set()


def test_what_the_pages_tell_one_to_type_is_a_command():
    names = {command.NAME for command in COMMANDS}
    told = {name for page in PAGES for name in re.findall(r"(?:`| {4})lianheng ([a-z]+)", _page(page))}
    assert len(told) > 3
    assert told - names == set()


def test_the_makefile_fits_on_a_page():
    assert len(MAKEFILE.read_text(encoding="utf-8").splitlines()) <= 60


def test_what_the_pages_point_to_is_there():
    pages = [ROOT / page for page in PAGES] + sorted((ROOT / "docs").rglob("*.md"))
    links = [
        (page, link)
        for page in pages
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert len(links) > 10
    none([f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()])


def _page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
