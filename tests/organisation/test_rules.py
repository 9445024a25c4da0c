"""Rules of the organisation, without a database."""

from datetime import date

import pytest

from lianheng.kernel.period import Period
from lianheng.organisation import rules
from lianheng.organisation.terms import Role, UnitKind


@pytest.mark.parametrize(
    ("first", "second"), [("曾国强", "张三"), ("任大海", "王五"), ("解放", "徐明"), ("区小红", "潘安")]
)
def test_a_surname_is_read_as_a_surname(first, second):
    assert rules.sort_key(first) < rules.sort_key(second)


def test_a_compound_surname_is_read_whole():
    assert rules.sort_key("尉迟恭") == "yu4 chi2 gong1"
    assert rules.sort_key("单于强").startswith("chan2 yu2")
    assert rules.sort_key("单雄信").startswith("shan4")


@pytest.mark.parametrize("name", ["", "A", "买买提·艾力", "😀", "张" * 60])
def test_any_name_has_its_place_in_the_roster(name):
    assert len(rules.sort_key(name)) <= rules.SORT_KEY_LENGTH


def test_a_unit_cannot_stand_below_itself_or_below_one_of_its_own():
    assert rules.moves_into_itself("1.2.", "1.2.")
    assert rules.moves_into_itself("1.2.", "1.2.3.")
    assert not rules.moves_into_itself("1.2.", "1.23.")


def test_grassroots_bodies_are_ranked_among_their_kind_and_others_are_not():
    assert rules.default_peer_class(UnitKind.TOWNSHIP) == UnitKind.TOWNSHIP.label
    assert rules.default_peer_class(UnitKind.OFFICE) == ""


def test_whoever_holds_a_post_for_less_than_six_months_is_new_in_it():
    assert rules.is_new_in_post(date(2026, 5, 1), date(2026, 10, 31))
    assert not rules.is_new_in_post(date(2026, 4, 30), date(2026, 10, 31))


def test_business_roles_are_held_together_and_administrators_alone():
    assert rules.may_be_held_together([Role.SCORER, Role.OFFICE_HEAD])
    assert not rules.may_be_held_together([Role.AUDIT_ADMIN, Role.OFFICE_HEAD])
    assert not rules.may_be_held_together([Role.AUDIT_ADMIN, Role.SYSTEM_ADMIN])


@pytest.mark.parametrize(
    ("kind", "first", "last", "weighs"),
    [
        ("sick", "2026-10-31", "2026-11-02", True),
        ("secondment", "2026-09-01", None, True),
        ("sick", "2026-11-01", "2026-11-02", False),
        ("leave", "2026-10-01", "2026-10-14", False),
        ("leave", "2026-10-01", "2026-10-15", True),
        ("trip", "2026-09-20", "2026-10-14", False),
        ("training", "2026-10-17", None, True),
    ],
)
def test_sick_leave_and_secondment_always_weigh_in_a_month_anything_else_when_it_takes_half(
    kind, first, last, weighs
):
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    assert rules.weighs(kind, Period.month("2026-10"), *days) == weighs


def test_the_places_above_a_unit_begin_at_the_top():
    assert rules.places_above("1.23.4.") == ("1.", "1.23.", "1.23.4.")
    assert rules.places_above("") == ()


@pytest.mark.parametrize("name", ["ABSENCE_WORKFLOW", "DELEGATION_WORKFLOW", "HANDOVER_WORKFLOW"])
def test_every_state_of_a_workflow_can_be_reached(name):
    workflow = getattr(rules, name)
    assert workflow.reachable == workflow.states
    assert workflow.final
