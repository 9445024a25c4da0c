"""What people read of the assessment: drafts from the ledger, what was published as it was."""

from decimal import Decimal

import pytest
from django.http import Http404, QueryDict

from lianheng.assessment import queries
from lianheng.assessment.rules.ranking import shade
from lianheng.assessment.tables import SCORES
from lianheng.assessment.terms import EntryCode, ProposalKind
from lianheng.kernel.period import Period
from lianheng.organisation.terms import Role
from tests.factories.assessment import (
    EntryFactory,
    ObjectionFactory,
    ParticipantFactory,
    ProposalFactory,
    SchemeFactory,
    StandingFactory,
    correction_of,
)
from tests.factories.organisation import UnitFactory, actor_in, actor_of

OCTOBER = Period.month("2026-10")

pytestmark = pytest.mark.usefixtures("on_november_5")


def test_a_score_is_a_hundred_and_every_entry_with_its_arithmetic(world):
    world.scored("2026-10", {0: 1})
    EntryFactory(unit=world.towns[0], code=EntryCode.LATE, weight=2)
    found = queries.score_or_404(actor_of(world.clerk), OCTOBER, world.towns[0].pk)
    assert found.score == Decimal(91)
    assert [line.entry.points for line in found.lines] == [-5, -4]
    assert found.points == -9
    assert found.is_draft
    assert found.is_window_open


def test_a_unit_sees_its_own_score_only(world):
    world.scored("2026-10", {1: 1})
    with pytest.raises(Http404):
        queries.score_or_404(actor_of(world.clerk), OCTOBER, world.towns[1].pk)
    with pytest.raises(Http404):
        queries.score_list_or_404(actor_of(world.unit_head), OCTOBER)
    with pytest.raises(Http404):
        queries.ranking_or_404(actor_of(world.unit_head), OCTOBER)


def test_a_unit_sees_its_place_and_how_its_class_is_spread_without_names(world):
    world.scored("2026-10", {0: 2, 1: 1, 2: 10})
    found = queries.score_or_404(actor_of(world.clerk), OCTOBER, world.towns[0].pk)
    assert (found.place.rank, found.place.ranked_units) == (9, 10)
    assert sum(bucket.units for bucket in found.distribution) == 10
    assert [bucket.label for bucket in found.distribution if bucket.is_own] == ["90–95"]
    assert {type(value) for bucket in found.distribution for value in (bucket.low, bucket.units)} == {int}


def test_a_class_of_very_few_is_not_spread_out(world):
    world.scored("2026-10")
    other = UnitFactory(superior=world.commission, peer_class="国企")
    ParticipantFactory(unit=other)
    found = queries.score_or_404(actor_of(world.leader), OCTOBER, other.pk)
    assert found.distribution == []


def test_a_correction_stands_beside_what_it_corrects(world):
    world.scored("2026-10")
    wrong = EntryFactory(unit=world.towns[0])
    correction_of(wrong)
    found = queries.score_or_404(actor_of(world.clerk), OCTOBER, world.towns[0].pk)
    assert found.score == 100
    assert found.lines[0].correction == found.lines[1].entry
    assert found.lines[0].is_undone


def test_false_evidence_makes_the_month_zero_until_it_is_corrected(world):
    world.scored("2026-10")
    false = EntryFactory(unit=world.towns[0], code=EntryCode.FALSIFIED)
    found = queries.score_or_404(actor_of(world.clerk), OCTOBER, world.towns[0].pk)
    assert found.score == 0
    assert found.is_negative
    correction_of(false)
    found = queries.score_or_404(actor_of(world.clerk), OCTOBER, world.towns[0].pk)
    assert found.score == 100
    assert not found.is_negative


def test_a_unit_with_everything_exempted_is_not_scored(world):
    world.scored("2026-10")
    idle = UnitFactory(superior=world.commission)
    ParticipantFactory(unit=idle, tasks=3, exempted=3)
    found = queries.score_or_404(actor_of(world.scorer), OCTOBER, idle.pk)
    assert found.score is None
    assert found.place.rank is None


def test_an_open_month_has_no_score_yet(world):
    found = queries.score_or_404(actor_of(world.clerk), Period.month("2026-11"), world.towns[0].pk)
    assert found.is_open
    assert found.score is None
    assert found.lines == []


def test_what_was_published_is_shown_as_published(world):
    world.scored("2026-10", {0: 1}, published=True)
    found = queries.score_or_404(actor_of(world.clerk), OCTOBER, world.towns[0].pk)
    assert found.score == Decimal(95)
    assert not found.is_draft
    assert found.trend[-1].score == 95


def test_the_list_of_scores_is_filtered_and_sorted_like_any_other(world):
    world.scored("2026-10", {3: 2, 5: 1})
    ObjectionFactory(entry=EntryFactory(unit=world.towns[0]))
    found = queries.score_list_or_404(actor_of(world.scorer), OCTOBER).rows
    shown = SCORES.read(QueryDict("sort=score"), found)
    assert [row.result.score for row in shown.rows[:3]] == [90, 95, 95]
    assert next(row for row in shown.rows if row.unit == world.towns[0]).open_objections == 1
    assert len(shown.rows) == 10
    assert not shown.has_more
    shown = SCORES.read(QueryDict("search=丁"), found)
    assert [row.unit for row in shown.rows] == [world.towns[3]]


def test_a_deputy_reads_the_units_in_his_charge_with_their_true_places(world):
    world.scored("2026-10", {0: 3})
    deputy = actor_in(world.towns[0], Role.DEPUTY)
    assert len(queries.score_list_or_404(deputy, OCTOBER).rows) == 1
    found = queries.ranking_or_404(deputy, OCTOBER)
    assert [(row.unit, row.result.rank) for row in found.rows] == [(world.towns[0], 10)]


def test_a_ranking_says_how_far_behind_and_how_many_places_were_moved(world):
    world.scored("2026-09", {0: 4, 1: 1}, published=True)
    world.scored("2026-10", {0: 1, 1: 2})
    found = queries.ranking_or_404(actor_of(world.leader), OCTOBER)
    places = {row.unit: row for row in found.rows}
    first, second = places[world.towns[0]], places[world.towns[1]]
    assert found.is_draft
    assert (first.result.rank, first.behind, first.moved) == (9, 5, 1)
    assert (second.result.rank, second.behind, second.moved) == (10, 5, -1)
    assert (first.tasks, first.minutes) == (10, 300)
    assert [row.unit for row in found.rows if row.result.is_bottom_three] == [world.towns[0], world.towns[1]]


def test_a_quarter_not_yet_published_is_drafted_from_its_tallied_months(world):
    world.scored("2026-07", {0: 2}, published=True)
    world.scored("2026-08", {0: 1})
    found = queries.ranking_or_404(actor_of(world.leader), Period.parse("2026Q3"))
    last = found.rows[-1]
    assert found.is_draft
    assert (last.unit, last.result.score) == (world.towns[0], Decimal("92.50"))


def test_observed_and_unscored_units_stand_below_the_ranking(world):
    world.scored("2026-10")
    young = UnitFactory(superior=world.commission)
    ParticipantFactory(unit=young, is_observed=True)
    idle = UnitFactory(superior=world.commission)
    ParticipantFactory(unit=idle, tasks=0)
    found = queries.ranking_or_404(actor_of(world.leader), OCTOBER)
    assert {row.unit for row in found.unranked} == {young, idle}
    assert found.ranked_units == 10


def test_the_heat_map_shades_by_the_distance_from_the_median(world):
    world.scored("2026-09", {0: 3}, published=True)
    world.scored("2026-10", {0: 1})
    found = queries.overview(actor_of(world.leader))
    assert found.peer_class == world.towns[0].peer_class
    assert [cell.shade for cell in found.rows[0].cells] == ["1", "2"]
    assert [cell.shade for cell in found.rows[1].cells] == ["3", "3"]


@pytest.mark.parametrize(
    ("score", "expected"),
    [("92", "3"), ("94.99", "3"), ("95", "4"), ("89", "2"), ("82", "1"), ("100", "4"), (None, "none")],
)
def test_a_shade_is_the_same_above_and_below(score, expected):
    assert shade(None if score is None else Decimal(score), Decimal(92)) == expected


def test_a_proposal_cannot_be_decided_while_an_objection_on_its_period_is_open(world):
    world.scored("2026-10", {0: 1})
    ProposalFactory(unit=world.towns[0], kind=ProposalKind.YELLOW_CARD)
    sheet = queries.proposal_list(actor_of(world.leader)).sheets[0]
    assert sheet.may_decide
    ObjectionFactory(entry=EntryFactory(unit=world.towns[0]))
    sheet = queries.proposal_list(actor_of(world.leader)).sheets[0]
    assert sheet.open_objections == 1
    assert sheet.may_decide.why_not == "objection_on_period"


def test_the_head_of_an_office_sees_the_remarks_that_he_decides(world):
    ProposalFactory(unit=world.towns[0])
    ProposalFactory(unit=world.towns[0], kind=ProposalKind.YELLOW_CARD)
    sheets = queries.proposal_list(actor_of(world.office_head)).sheets
    assert [sheet.proposal.kind for sheet in sheets] == [ProposalKind.REMARK]
    assert sheets[0].may_decide


def test_a_clerk_sees_no_proposals_and_another_unit_none_of_this_one(world):
    ProposalFactory(unit=world.towns[0])
    assert queries.proposal_list(actor_of(world.clerk)).sheets == []
    assert queries.proposal_list(actor_in(world.towns[1], Role.UNIT_HEAD)).sheets == []


def test_the_scheme_shows_what_is_in_force_and_what_is_coming(world):
    SchemeFactory()
    SchemeFactory(version=1, from_month=Period.month("2026-12").first_day)
    (found,) = queries.scheme_classes(actor_of(world.clerk))
    assert found.in_force.scheme.version == 0
    assert found.versions[0].is_coming
    assert queries.scheme_classes(actor_of(world.clerk))[0].in_force.rows[0].weighted == [-5, -10, -15]


@pytest.mark.parametrize(
    "read",
    [
        lambda actor, unit: queries.score_or_404(actor, OCTOBER, unit),
        lambda actor, unit: queries.score_list_or_404(actor, OCTOBER),
        lambda actor, unit: queries.ranking_or_404(actor, OCTOBER),
        lambda actor, unit: queries.overview(actor),
        lambda actor, unit: queries.proposal_list(actor),
        lambda actor, unit: queries.objection_list(actor),
        lambda actor, unit: queries.month_sheets(actor, []),
    ],
)
def test_the_number_of_queries_does_not_grow_with_rows(world, read, django_assert_max_num_queries):
    world.scored("2026-10", {0: 1})
    ObjectionFactory(entry=EntryFactory(unit=world.towns[0]))
    ProposalFactory(unit=world.towns[0])
    actor, unit = actor_of(world.leader), world.towns[0].pk
    with django_assert_max_num_queries(15) as few:
        read(actor, unit)
    for town in world.towns[1:]:
        ObjectionFactory(entry=EntryFactory(unit=town))
        EntryFactory(unit=world.towns[0])
        ProposalFactory(unit=town)
    StandingFactory(unit=world.towns[0], period="2026-09")
    with django_assert_max_num_queries(len(few)):
        read(actor, unit)
