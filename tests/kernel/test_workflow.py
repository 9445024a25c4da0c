"""Workflows are tables that can be read, checked and drawn."""

from enum import StrEnum

from lianheng.kernel.workflow import Workflow


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    LOCKED = "locked"


TABLE: Workflow[Door, str] = Workflow(
    start=Door.OPEN, moves={"shut": ({Door.OPEN}, Door.SHUT), "lock": ({Door.SHUT}, Door.LOCKED)}
)


def test_a_move_is_allowed_only_from_its_states():
    assert TABLE.allows(Door.OPEN, "shut")
    assert not TABLE.allows(Door.OPEN, "lock")
    assert not TABLE.allows(Door.OPEN, "paint")


def test_states_can_be_reached_and_the_last_ones_are_known():
    assert TABLE.reachable == TABLE.states
    assert TABLE.final == {Door.LOCKED}


def test_the_drawing_shows_every_move():
    drawing = TABLE.drawing()
    assert "open --> shut: shut" in drawing
    assert "locked --> [*]" in drawing
