"""Who may prepare, adopt, name posts, record and see duties, asked of plain objects."""

from datetime import date

from lianheng.checklists import policy
from lianheng.checklists.models import DutyItem, DutyRecord
from lianheng.checklists.rules.duties import Due
from lianheng.checklists.terms import DutyReason as Why
from lianheng.checklists.terms import Proof
from lianheng.kernel.period import Period
from lianheng.organisation.actor import SYSTEM, Actor, Held
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role

COMMISSION = Unit(pk=1, path="1.")
OFFICE = Unit(pk=2, path="1.2.")
TOWN = Unit(pk=4, path="1.4.", kind="township")
NEIGHBOUR = Unit(pk=5, path="1.5.", kind="township")
TODAY = date(2026, 10, 8)
QUARTER = Due(Period.month("2026-12"), date(2026, 10, 1), date(2026, 12, 25))


def person(number: int, role: Role, unit: Unit) -> Actor:
    """Somebody with one role for one unit."""
    return Actor(id=number, name=str(number), held=(Held(role, unit.pk, unit.path),))


LEADER = person(11, Role.LEADER, COMMISSION)
SCORER = person(12, Role.SCORER, COMMISSION)
DEPUTY = person(13, Role.DEPUTY, TOWN)
OTHER_DEPUTY = person(14, Role.DEPUTY, NEIGHBOUR)
OFFICE_HEAD = person(15, Role.OFFICE_HEAD, OFFICE)
HEAD = person(17, Role.UNIT_HEAD, TOWN)
CLERK = person(18, Role.UNIT_CLERK, TOWN)
STRANGER = person(19, Role.UNIT_HEAD, NEIGHBOUR)
KEEPER = person(20, Role.SYSTEM_ADMIN, COMMISSION)
EVERYBODY = (
    LEADER, SCORER, DEPUTY, OTHER_DEPUTY, OFFICE_HEAD, HEAD, CLERK, STRANGER, KEEPER, SYSTEM,
)  # fmt: skip


def allowed(ask) -> set[Actor]:
    """Of everybody, who may."""
    return {actor for actor in EVERYBODY if ask(actor)}


def item(**said) -> DutyItem:
    """Something done every quarter."""
    return DutyItem(**({"key": "A3-01", "frequency": "quarterly", "proof": Proof.MATERIAL} | said))


def kept(**said) -> DutyRecord:
    """What the town recorded."""
    return DutyRecord(**({"unit": TOWN, "item": item(), "is_counted": True} | said))


def may_record(actor: Actor, *, due: Due | None = QUARTER, today: date = TODAY, closed=False, **said):
    """Whether this person may record the item for the town."""
    return policy.may_record_duty(actor, TOWN, item(**said), due, today=today, is_closed=closed)


def test_how_a_unit_does_its_duties_is_seen_by_itself_by_its_overseers_and_by_the_offices():
    seen = allowed(lambda actor: policy.may_see_duties(actor, TOWN))
    assert seen == {LEADER, SCORER, DEPUTY, OFFICE_HEAD, HEAD, CLERK}


def test_an_office_of_another_commission_sees_nothing():
    elsewhere = person(30, Role.OFFICE_HEAD, Unit(pk=9, path="8.9."))
    assert not policy.may_see_duties(elsewhere, TOWN)


def test_the_scoring_office_or_the_leader_prepares_and_the_leader_adopts():
    assert allowed(policy.may_prepare_duties) == {LEADER, SCORER, SYSTEM}
    assert allowed(policy.may_adopt_duties) == {LEADER, SYSTEM}
    assert policy.may_adopt_duties(SCORER).why_not == Why.NOT_LEADER


def test_what_was_adopted_is_neither_changed_nor_adopted_again():
    assert policy.may_prepare_duties(LEADER, is_adopted=True).why_not == Why.ALREADY_ADOPTED
    assert policy.may_adopt_duties(LEADER, is_adopted=True).why_not == Why.ALREADY_ADOPTED


def test_the_head_of_the_unit_names_the_posts():
    assert allowed(lambda actor: policy.may_assign_duties(actor, TOWN)) == {HEAD, SYSTEM}


def test_whoever_works_for_the_unit_records():
    assert allowed(may_record) == {HEAD, CLERK}
    assert may_record(STRANGER).why_not == Why.NOT_YOUR_UNIT


def test_a_duty_is_recorded_from_the_first_day_of_its_period_until_its_month_is_closed():
    assert may_record(CLERK, today=date(2026, 10, 1))
    assert may_record(CLERK, today=date(2026, 9, 30)).why_not == Why.NOT_BEGUN
    assert may_record(CLERK, today=date(2026, 12, 31))
    assert may_record(CLERK, closed=True).why_not == Why.MONTH_CLOSED


def test_what_a_measure_proves_is_recorded_by_nobody():
    assert may_record(CLERK, proof=Proof.MEASURE).why_not == Why.COUNTED_BY_MEASURE


def test_what_does_not_fall_due_is_not_recorded_unless_it_is_done_as_needed():
    assert may_record(CLERK, due=None).why_not == Why.NOT_IN_FORCE
    assert may_record(CLERK, due=None, frequency="as_needed")


def test_a_record_is_withdrawn_by_its_unit_as_long_as_it_proves_nothing():
    def may(actor, closed=False, cited_by=(), **said):
        return policy.may_withdraw_duty_record(actor, kept(**said), is_closed=closed, cited_by=cited_by)

    assert allowed(may) == {HEAD, CLERK}
    assert may(CLERK, closed=True).why_not == Why.MONTH_CLOSED
    assert may(CLERK, cited_by=["a submission"]).why_not == Why.IS_CITED
    assert may(CLERK, is_counted=False).why_not == Why.ALREADY_WITHDRAWN
    assert may(CLERK, item=item(proof=Proof.MEASURE)).why_not == Why.COUNTED_BY_MEASURE
