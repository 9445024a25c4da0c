"""Every address says who may reach it: `urls.csv`, a row for a route, a column for a role."""

import csv

import pytest

from lianheng.organisation.terms import Role

from . import access
from .tree import ROOT, none

TABLE = ROOT / "tests" / "house" / "urls.csv"


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    """Who is answered what, by route."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 30
    return {row["route"]: row for row in rows}


@pytest.fixture
def world(db, tmp_path, monkeypatch) -> access.World:
    """A small district, whose files lie in a folder of their own."""
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    return access.world()


def test_every_address_says_who_may_reach_it(table):
    found = set(access.routes())
    assert len(found) > 30
    none(f"not in the table: {route}" for route in found - table.keys())
    none(f"not an address any more: {route}" for route in table.keys() - found)


def test_the_table_has_a_column_for_every_role(table):
    assert all(set(row) == {"route", *access.WHO} for row in table.values())


@pytest.mark.parametrize("who", access.WHO)
def test_everybody_is_answered_as_the_table_says(world, table, who):
    said = access.answers(world, who, list(table))
    assert len(said) > 30
    none(
        f"{route}: the table says {table[route][who]}, the answer is {answer}"
        for route, answer in said.items()
        if answer != table[route][who]
    )


def test_nothing_but_signing_in_is_open_to_strangers(table):
    opened = {route for route, row in table.items() if row[access.ANONYMOUS] == "200"}
    none(route for route in opened if not route.startswith("account/"))


def test_a_neighbour_finds_nothing_of_what_concerns_another_unit(table):
    """What is one unit's own is not found by the head of another."""
    own = [row for row in table.values() if row[Role.UNIT_HEAD] == "200" and "_id>" in row["route"]]
    shared = {"units/<int:unit_id>/"}
    none(row["route"] for row in own if row[access.NEIGHBOUR] != "404" and row["route"] not in shared)


def test_the_menu_leads_only_where_one_may_go(world, table):
    from lianheng.home.frame import ENTRIES

    items = [(url, roles) for group in ENTRIES.values() for _, url, roles in group]
    assert len(items) > 10
    none(
        f"{role}: {url}"
        for url, roles in items
        for role in sorted(roles)
        if table.get(url.removeprefix("/"), {}).get(role) not in {"200", "302"}
    )
