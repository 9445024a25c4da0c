"""An evaluation: who voted is known, what was said is not; nothing in the database joins the two."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from lianheng.assessment import actions, queries
from lianheng.assessment.actions.evaluating import Asked
from lianheng.assessment.models import Ballot, Entitlement, EvaluationRound, YearItem
from lianheng.assessment.terms import AssessmentReason, BallotForm, GroupKind, RoundState
from lianheng.flows import year_end
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation.models import Person
from lianheng.organisation.terms import Role
from tests.factories.organisation import OfficeFactory, UnitFactory, actor_in, signed_in

DECEMBER_22, JANUARY_2 = date(2025, 12, 22), date(2026, 1, 2)
GROUPS = (
    Asked(GroupKind.COMMISSION, Decimal(40)),
    Asked(GroupKind.OFFICES, Decimal(40)),
    Asked(GroupKind.OWN_STAFF, Decimal(20), 6),
)


@pytest.fixture
def voting(district):
    """Seven of the commission, six of an office, and slips for each township; under way since the 20th."""
    office = OfficeFactory(superior=district.commission)
    district.leaders = [
        district.leader,
        district.deputy,
        *(actor_in(district.commission, Role.DEPUTY) for _ in range(5)),
    ]
    district.staff = [actor_in(office, Role.OFFICE_CLERK) for _ in range(6)]
    with clock.standing_at(date(2025, 12, 20)):
        held = planned(district)
        district.round = actions.open_round(held, by=district.scorer)
    return district


def planned(district, groups=GROUPS, by=None, **said) -> EvaluationRound:
    plain = {
        "title": "2025 年度民主测评",
        "year": 2025,
        "classes": ["乡镇"],
        "form": BallotForm.CHOICES,
        "questions": ["总体评价"],
        "opens_on": date(2025, 12, 20),
        "closes_on": date(2025, 12, 31),
    }
    return actions.plan_round(**(plain | said), groups=groups, by=by or district.scorer)


def vote(district, actor, said: str, units=None, on=DECEMBER_22):
    with clock.standing_at(on):
        paper = queries.ballot_or_404(actor, district.round.pk)
        answers = {unit.pk: [said] for unit in units or paper.units}
        actions.cast_ballot(paper.entitlement, answers)


def closed(district) -> EvaluationRound:
    with clock.standing_at(JANUARY_2):
        return actions.close_round(district.round, by=district.scorer)


def sheet(district, on=JANUARY_2):
    with clock.standing_at(on):
        return queries.round_or_404(district.scorer, district.round.pk)


def refused(reason):
    return pytest.raises(Refused, match=reason.label)


def test_whoever_is_in_a_group_votes_once(voting):
    vote(voting, voting.leader, "excellent")
    with refused(AssessmentReason.ALREADY_VOTED):
        vote(voting, voting.leader, "incompetent")
    assert Ballot.objects.count() == len(voting.towns)


def test_nobody_votes_before_the_first_day_or_after_the_last(voting):
    for day in (date(2025, 12, 19), date(2026, 1, 1)):
        with refused(AssessmentReason.ROUND_NOT_OPEN):
            vote(voting, voting.leader, "excellent", on=day)


def test_a_slip_is_good_for_one_ballot_about_its_own_unit(voting):
    with clock.standing_at(DECEMBER_22):
        slip = actions.print_slips(voting.round, by=voting.scorer)[0]
        paper = queries.ballot_by_code(voting.scorer, slip.code.lower().replace("-", " "))
        assert [str(unit) for unit in paper.units] == [slip.unit]
        actions.cast_ballot(paper.entitlement, {paper.units[0].pk: ["basic"]})
        assert queries.ballot_by_code(voting.scorer, slip.code) is None


def test_slips_printed_again_make_the_unused_ones_void(voting):
    with clock.standing_at(DECEMBER_22):
        first = actions.print_slips(voting.round, by=voting.scorer)
        second = actions.print_slips(voting.round, by=voting.scorer)
        assert queries.ballot_by_code(voting.scorer, first[0].code) is None
        assert queries.ballot_by_code(voting.scorer, second[0].code) is not None
    assert len(first) == len(voting.towns) * 6


def test_a_code_is_kept_nowhere_as_it_is_printed(voting):
    with clock.standing_at(DECEMBER_22):
        slip = actions.print_slips(voting.round, by=voting.scorer)[0]
    plain = slip.code.replace("-", "")
    kept = list(Entitlement.objects.exclude(code=None).values_list("code", flat=True))
    assert kept
    assert not any(plain in code for code in kept)
    assert not Event.objects.filter(detail__icontains=plain).exists()


def test_nobody_looks_into_the_box_before_it_is_closed(voting):
    for actor in voting.leaders:
        vote(voting, actor, "excellent")
    assert sheet(voting, DECEMBER_22).results == []
    with refused(AssessmentReason.ROUND_STILL_OPEN), clock.standing_at(DECEMBER_22):
        actions.close_round(voting.round, by=voting.scorer)


def test_a_group_of_fewer_than_five_is_merged_and_shown_only_together(voting):
    for actor in voting.leaders[:4]:
        vote(voting, actor, "excellent")
    for actor in voting.staff:
        vote(voting, actor, "basic")
    closed(voting)
    (pool,) = sheet(voting).results[0].pools
    assert (pool.pool.ballots, pool.pool.mean) == (10, Decimal("76.00"))
    assert pool.names == [GroupKind.COMMISSION.label, GroupKind.OFFICES.label]


def test_fewer_than_five_ballots_in_all_give_no_result(voting):
    for actor in voting.leaders[:4]:
        vote(voting, actor, "incompetent")
    closed(voting)
    for result in sheet(voting).results:
        assert (result.score, result.pools) == (None, [])


def test_what_came_of_it_counts_in_the_year_and_what_did_not_is_left_out(voting):
    district = voting
    town = district.towns[0]
    for actor in district.leaders[:5]:
        vote(district, actor, "competent", units=[town])
    district.month("2025-12", {})
    closed(district)
    with clock.standing_at(date(2026, 1, 25)):
        year_end.prepare(Period.parse("2025"), by=district.scorer)
    evaluated = YearItem.objects.get(score__unit=town, code="evaluation")
    assert (evaluated.value, evaluated.points) == (Decimal("80.00"), Decimal("8.00"))
    other = YearItem.objects.get(score__unit=district.towns[1], code="evaluation")
    assert (other.points, other.why_not) == (None, "no_round")


def test_nothing_in_the_database_joins_a_ballot_to_a_person(voting):
    """A ballot knows its group, its unit and what was said; no key leads from it to who voted, or back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name, data_type from information_schema.columns"
            " where table_name = 'assessment_ballot' order by column_name"
        )
        columns = dict(cursor.fetchall())
        cursor.execute(
            "select confrelid::regclass::text from pg_constraint"
            " where contype = 'f' and conrelid = 'assessment_ballot'::regclass"
        )
        leads_to = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "select conrelid::regclass::text from pg_constraint"
            " where contype = 'f' and confrelid = 'assessment_ballot'::regclass"
        )
        led_to_from = cursor.fetchall()
    assert columns == {"id": "uuid", "group_id": "bigint", "unit_id": "bigint", "answers": "jsonb"}
    assert leads_to == {"assessment_evaluationgroup", "organisation_unit"}
    assert led_to_from == []


def test_neither_place_nor_transaction_tells_whose_a_ballot_is(voting):
    """All ballots of a box, and all rows of its register, were written by one and the same transaction."""
    for at, actor in enumerate(voting.leaders):
        vote(voting, actor, ("excellent", "basic")[at % 2])
    group = voting.round.groups.get(kind=GroupKind.COMMISSION)
    with connection.cursor() as cursor:
        cursor.execute("select distinct xmin::text from assessment_ballot where group_id = %s", [group.pk])
        ballots = cursor.fetchall()
        cursor.execute(
            "select distinct xmin::text from assessment_entitlement where group_id = %s", [group.pk]
        )
        register = cursor.fetchall()
        cursor.execute("select id::text from assessment_ballot where group_id = %s order by ctid", [group.pk])
        in_place = [number for (number,) in cursor.fetchall()]
    assert len(ballots) == len(register) == 1
    assert in_place == sorted(in_place)


def test_the_numbers_of_ballots_change_at_every_vote(voting):
    vote(voting, voting.leaders[0], "excellent")
    before = set(Ballot.objects.values_list("pk", flat=True))
    vote(voting, voting.leaders[1], "excellent")
    assert not before & set(Ballot.objects.values_list("pk", flat=True))


def test_the_journal_names_the_box_and_not_the_voter(voting):
    vote(voting, voting.leader, "excellent")
    event = Event.objects.get(kind="assessment.ballot_cast")
    assert (event.actor_id, event.detail, event.ref_id) == (None, {}, voting.round.pk)


def test_a_sealed_box_takes_and_gives_no_ballot(voting):
    vote(voting, voting.leader, "excellent")
    closed(voting)
    ballot = Ballot.objects.first()
    for change in (
        lambda: Ballot.objects.create(group=ballot.group, unit=ballot.unit, answers=["basic"]),
        lambda: Ballot.objects.filter(pk=ballot.pk).delete(),
        lambda: Ballot.objects.filter(pk=ballot.pk).update(answers=["basic"]),
        lambda: EvaluationRound.objects.update(state=RoundState.OPENED),
        lambda: Entitlement.objects.filter(has_voted=True).update(has_voted=False),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_unit_is_answered_for_wholly_and_an_empty_ballot_is_none(voting):
    with clock.standing_at(DECEMBER_22):
        paper = queries.ballot_or_404(voting.leader, voting.round.pk)
        with refused(AssessmentReason.BALLOT_EMPTY):
            actions.cast_ballot(paper.entitlement, {})
        with refused(AssessmentReason.BALLOT_INCOMPLETE):
            actions.cast_ballot(paper.entitlement, {voting.towns[0].pk: ["basic", "basic"]})


def test_a_host_weighs_three_tenths_at_most(district):
    heavy = (Asked(GroupKind.COMMISSION, Decimal(60)), Asked(GroupKind.HOST, Decimal(40), 6))
    with refused(AssessmentReason.HOST_TOO_HEAVY):
        planned(district, heavy)


def test_hosts_say_something_of_the_groups_that_cover_them(district):
    group = UnitFactory(superior=district.commission, peer_class="派驻组")
    group.hosts.add(UnitFactory(superior=district.commission, kind="host", peer_class=""))
    with clock.standing_at(date(2025, 12, 20)):
        asked = (Asked(GroupKind.COMMISSION, Decimal(70)), Asked(GroupKind.HOST, Decimal(30), 2))
        held = planned(district, asked, classes=["乡镇", "派驻组"])
        actions.open_round(held, by=district.scorer)
    slips = Entitlement.objects.filter(group__kind=GroupKind.HOST)
    assert [each.unit for each in slips] == [group, group]


def test_only_the_scoring_office_and_the_leader_keep_evaluations(district):
    with refused(AssessmentReason.NOT_SCORER):
        planned(district, by=district.deputy)


def _posted(client: Client, code: str, **said):
    return client.post("/account/ballot/", {"code": code, **said})


def test_whoever_holds_a_slip_votes_without_signing_in(voting):
    with clock.standing_at(DECEMBER_22):
        slip = actions.print_slips(voting.round, by=voting.scorer)[0]
        unit = queries.ballot_by_code(voting.scorer, slip.code).units[0]
        client, name = Client(), f"u{unit.pk}q0"
        assert client.get("/account/ballot/").status_code == 200
        assert _posted(client, "NICHTS").status_code == 422
        assert slip.unit in _posted(client, slip.code).content.decode()
        assert _posted(client, slip.code, step="check").status_code == 422
        looked_over = _posted(client, slip.code, step="check", **{name: "basic"}).content.decode()
        assert "基本称职" in looked_over
        assert not Ballot.objects.exists()
        again = _posted(client, slip.code, step="fill", **{name: "basic"}).content.decode()
        assert 'value="basic"' in again
        assert "已投票" in _posted(client, slip.code, step="cast", **{name: "basic"}).content.decode()
        assert _posted(client, slip.code, step="cast", **{name: "basic"}).status_code == 422
    assert Ballot.objects.get().answers == ["basic"]


def test_whoever_signs_in_finds_the_ballot_on_the_desk(voting):
    with clock.standing_at(DECEMBER_22):
        client = signed_in(Client(), Person.objects.get(pk=voting.leader.id))
        assert "2025 年度民主测评" in client.get("/").content.decode()
        address = f"/evaluations/{voting.round.pk}/ballot/"
        assert client.get(address).status_code == 200
        said = {f"u{unit.pk}q0": "excellent" for unit in voting.towns}
        client.post(address, said | {"step": "cast"})
        assert "已测评过" in client.get(address).content.decode()
    assert Ballot.objects.count() == len(voting.towns)


def test_the_hundred_point_form_takes_numbers_only(voting):
    with clock.standing_at(date(2025, 12, 20)):
        held = planned(voting, form=BallotForm.POINTS, title="百分制测评")
        actions.open_round(held, by=voting.scorer)
        client = signed_in(Client(), Person.objects.get(pk=voting.leader.id))
        address, name = f"/evaluations/{held.pk}/ballot/", f"u{voting.towns[0].pk}q0"
        assert client.post(address, {"step": "check", name: "101"}).status_code == 422
        assert client.post(address, {"step": "cast", name: "87"}).status_code == 200
    assert Ballot.objects.get().answers == ["87"]
