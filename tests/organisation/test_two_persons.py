"""Nobody is all-powerful: three administrators apart, and what makes one of them takes two persons."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from django.db import IntegrityError, connection, transaction

from lianheng.instance import context
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import actions, policy, queries
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Grant, GrantRequest, Person
from lianheng.organisation.rules import ADMINISTRATORS
from lianheng.organisation.terms import OrganisationEvent, OrganisationReason, Role
from tests.factories.organisation import (
    AbsenceFactory,
    AppointmentFactory,
    CommissionFactory,
    DelegationFactory,
    GrantFactory,
    PersonFactory,
    UnitFactory,
    actor_in,
    actor_of,
    person_in,
)

pytestmark = pytest.mark.django_db
BUSINESS = Role.UNIT_CLERK
APART = list(combinations([*sorted(ADMINISTRATORS), BUSINESS], 2))
WHY = "原管理员调离, 由其接任"


class House:
    """A commission with a leader and three administrators, and somebody who may become one."""

    def __init__(self) -> None:
        self.unit = CommissionFactory()
        self.leader = actor_in(self.unit, Role.LEADER)
        self.security = actor_in(self.unit, Role.SECURITY_ADMIN)
        self.system = actor_in(self.unit, Role.SYSTEM_ADMIN)
        self.person = person_in(self.unit)

    def ask(self, role: Role = Role.AUDIT_ADMIN) -> GrantRequest:
        """The security administrator asks for him."""
        return actions.ask_grant(self.person, role, self.unit, reason=WHY, by=self.security)


@pytest.fixture
def house() -> House:
    """Before anybody asked for anything."""
    return House()


def refusal(call, *args, **said):
    """Why the authority said no."""
    with pytest.raises(Refused) as caught:
        call(*args, **said)
    return caught.value.reason


def by_sql(said: str, params: list, uid: int | None = None) -> None:
    """As the application's own login, signed in as this person, past every check of ours."""
    with context.acting_as(uid), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(said, params)


ENTRUST = """
    insert into organisation_grant (person_id, role, unit_id, from_on, granted_by_id, reason)
    values (%s, %s, %s, %s, %s, 'x')
"""


def test_these_tests_work_as_the_application(house):
    with connection.cursor() as cursor:
        cursor.execute("select current_user, rolsuper from pg_roles where rolname = current_user")
        assert cursor.fetchone() == ("lh_app", False)


@pytest.mark.parametrize(("one", "other"), [*APART, *((b, a) for a, b in APART)])
def test_g09_the_database_refuses_any_two_of_the_three_administrators_and_business(house, one, other):
    GrantFactory(person=house.person, unit=house.unit, role=one)
    with pytest.raises(IntegrityError, match="an administrator holds no other role"):
        by_sql(ENTRUST, [house.person.pk, other, house.unit.pk, clock.today(), None])


@pytest.mark.parametrize(("one", "other"), [*APART, *((b, a) for a, b in APART)])
def test_g09_the_authority_refuses_them_before_the_database_must(house, one, other):
    GrantFactory(person=house.person, unit=house.unit, role=one)
    ask = actions.ask_grant if other in ADMINISTRATORS else actions.grant
    reason = refusal(ask, house.person, other, house.unit, reason=WHY, by=house.security)
    assert reason == OrganisationReason.ROLES_EXCLUDE


def test_m26_the_security_administrator_cannot_grant_himself_a_role(house):
    himself = Person.objects.get(pk=house.security.id)
    for act in (actions.grant, actions.ask_grant):
        for role in Role:
            reason = refusal(act, himself, role, house.unit, reason=WHY, by=house.security)
            assert reason == OrganisationReason.OWN_GRANT
    for granter in (himself.pk, None, house.system.id):
        with pytest.raises(IntegrityError):
            by_sql(ENTRUST, [himself.pk, Role.LEADER, UnitFactory().pk, clock.today(), granter], himself.pk)


def test_the_system_administrator_makes_accounts_and_entrusts_nobody(house):
    actions.open_account(house.person, by=house.system)
    for act in (actions.grant, actions.ask_grant):
        reason = refusal(act, house.person, BUSINESS, house.unit, reason=WHY, by=house.system)
        assert reason == OrganisationReason.NOT_ENTITLED
    reason = refusal(actions.open_account, PersonFactory(), by=house.security)
    assert reason == OrganisationReason.NOT_ENTITLED


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_an_administrator_is_asked_for_by_one_and_approved_by_another(house, role):
    alone = refusal(actions.grant, house.person, role, house.unit, reason=WHY, by=house.security)
    assert alone == OrganisationReason.NEEDS_SECOND
    asked = house.ask(role)
    assert not actor_of(house.person).roles()
    actions.approve_grant(asked, by=house.leader)
    granted = Grant.objects.get(person=house.person)
    assert (granted.granted_by_id, granted.reason) == (house.security.id, WHY)
    assert (granted.request.asked_by_id, granted.request.decided_by_id) == (
        house.security.id,
        house.leader.id,
    )
    assert actor_of(house.person).roles() == {role}
    kinds = Event.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == [
        OrganisationEvent.GRANT_ASKED,
        OrganisationEvent.GRANT_APPROVED,
        OrganisationEvent.GRANTED,
    ]


def test_a_leader_beside_the_leader_takes_two_persons_the_first_leader_does_not(house):
    """Else the security administrator would make the leader who approves what he asks for."""
    alone = refusal(actions.grant, house.person, Role.LEADER, house.unit, reason=WHY, by=house.security)
    assert alone == OrganisationReason.NEEDS_SECOND
    actions.relieve(
        Person.objects.get(pk=house.leader.id).appointments.get(),
        on=clock.today() - timedelta(days=1),
        by=house.system,
    )
    actions.grant(house.person, Role.LEADER, house.unit, reason=WHY, by=house.security)
    assert actor_of(house.person).holds(Role.LEADER)


def test_an_administrators_role_is_taken_back_by_two_persons(house):
    granted = GrantFactory(person=house.person, unit=house.unit, role=Role.AUDIT_ADMIN)
    assert refusal(actions.revoke, granted, by=house.security) == OrganisationReason.NEEDS_SECOND
    asked = actions.ask_revocation(granted, reason="调离", by=house.security)
    assert actor_of(house.person).holds(Role.AUDIT_ADMIN)
    actions.approve_grant(asked, by=house.leader)
    assert not actor_of(house.person).holds(Role.AUDIT_ADMIN)


def test_what_was_not_approved_or_was_withdrawn_entrusts_nobody(house):
    assert refusal(actions.refuse_grant, house.ask(), answer=" ", by=house.leader) == (
        OrganisationReason.REASON_MISSING
    )
    actions.refuse_grant(GrantRequest.objects.get(), answer="人选再议", by=house.leader)
    again = actions.withdraw_grant(house.ask(), by=house.security)
    assert refusal(actions.approve_grant, again, by=house.leader) == OrganisationReason.WRONG_STATE
    assert not actor_of(house.person).roles()


def test_the_same_is_not_asked_for_twice_at_a_time(house):
    house.ask()
    assert refusal(house.ask) == OrganisationReason.ASKED_ALREADY


def test_what_the_security_administrator_does_alone_is_not_asked_for(house):
    reason = refusal(actions.ask_grant, house.person, BUSINESS, house.unit, reason=WHY, by=house.security)
    assert reason == OrganisationReason.ONE_IS_ENOUGH


def test_g12_only_the_leader_himself_approves_and_never_what_concerns_him(house):
    asked = house.ask()
    for other in (house.security, house.system, actor_of(house.person), SYSTEM):
        assert refusal(actions.approve_grant, asked, by=other) == OrganisationReason.NOT_LEADER
    deputy = person_in(house.unit, Role.DEPUTY)
    lent = DelegationFactory(
        principal_id=house.leader.id,
        substitute=deputy,
        role=Role.LEADER,
        unit=house.unit,
        from_on=clock.today(),
        to_on=clock.today(),
        state="approved",
        decided_at=clock.now(),
        decided_by_id=house.system.id,
    )
    own = Grant.objects.get(person=house.leader.id)
    GrantFactory(
        person=deputy,
        role=Role.LEADER,
        unit=house.unit,
        lent_from=own,
        delegation=lent,
        from_on=clock.today(),
        to_on=clock.today(),
    )
    in_stead = queries.actor_of(deputy, standing_in=lent.pk)
    assert in_stead.holds(Role.LEADER)
    assert refusal(actions.approve_grant, asked, by=in_stead) == OrganisationReason.NOT_LEADER
    other = GrantRequest(person_id=house.leader.id, asked_by_id=house.security.id, state="asked")
    assert policy.may_decide_grant(house.leader, other).why_not == OrganisationReason.NOT_SECOND


def test_g12_the_database_refuses_one_person_both_parts(house):
    asked = house.ask()
    approve = """
        update organisation_grantrequest set state = 'approved', decided_by_id = %s, decided_at = now()
        where id = %s
    """
    # In his own name, in the leader's name, in the name of whoever is to become administrator.
    for said in (house.security.id, house.leader.id, house.person.pk):
        with pytest.raises(IntegrityError):
            by_sql(approve, [said, asked.pk], house.security.id)
    # Who leads nothing approves nothing, whoever else he is.
    with pytest.raises(IntegrityError, match="approved by a leader"):
        by_sql(approve, [house.system.id, asked.pk], house.system.id)
    # Without an approved request there is no grant, whatever the row says of itself.
    for granter in (house.security.id, house.leader.id, None):
        for uid in (house.security.id, house.leader.id):
            row = [house.person.pk, Role.AUDIT_ADMIN, house.unit.pk, clock.today(), granter]
            with pytest.raises(IntegrityError):
                by_sql(ENTRUST, row, uid)
    by_sql(approve, [house.leader.id, asked.pk], house.leader.id)


def test_g12_two_sessions_of_one_person_are_one_person(house):
    """Whatever browser he uses, the signed context names the same person."""
    asked = "insert into organisation_grantrequest (person_id, role, unit_id, from_on, reason, state, answer,"
    asked += " asked_by_id, asked_at) values (%s, 'audit_admin', %s, %s, 'x', 'asked', '', %s, now())"
    row = [house.person.pk, house.unit.pk, clock.today()]
    with pytest.raises(IntegrityError, match="asked for by whoever is signed in"):
        by_sql(asked, [*row, house.security.id], house.leader.id)
    by_sql(asked, [*row, house.leader.id], house.leader.id)
    approve = (
        "update organisation_grantrequest set state = 'approved', decided_by_id = %s, decided_at = now()"
    )
    with pytest.raises(IntegrityError, match="grant_request_decided_by_a_third"):
        by_sql(approve, [house.leader.id], house.leader.id)


def test_g12_what_was_approved_is_not_altered_used_twice_or_revived(house):
    asked = house.ask()
    actions.approve_grant(asked, by=house.leader)
    for said in ("role = 'system_admin'", "person_id = asked_by_id", "state = 'asked'", "to_on = null"):
        with pytest.raises(IntegrityError):
            by_sql(f"update organisation_grantrequest set {said}", [])
    granted = Grant.objects.get(person=house.person)
    for said in ("role = 'system_admin'", f"person_id = {house.system.id}", "from_on = '2020-01-01'"):
        with pytest.raises(IntegrityError, match="what was entrusted to whom stays"):
            by_sql(f"update organisation_grant set {said} where id = %s", [granted.pk])
    back = actions.ask_revocation(granted, reason="调离", by=house.security)
    end = "update organisation_grant set to_on = %s where id = %s"
    yesterday = clock.today() - timedelta(days=1)
    with pytest.raises(IntegrityError):
        by_sql(end, [yesterday, granted.pk], house.security.id)
    with pytest.raises(IntegrityError):
        by_sql("delete from organisation_grant where id = %s", [granted.pk], house.security.id)
    actions.approve_grant(back, by=house.leader)
    with pytest.raises(IntegrityError):
        by_sql(end, [None, granted.pk], house.security.id)
    again = ENTRUST.replace("reason)", "reason, request_id)").replace("'x')", "'x', %s)")
    row = [house.person.pk, Role.AUDIT_ADMIN, house.unit.pk, clock.today(), house.security.id, asked.pk]
    with pytest.raises(IntegrityError):
        by_sql(again, row, house.security.id)


def test_a_role_is_entrusted_with_a_reason(house):
    for reason in ("", "  "):
        refused = refusal(actions.grant, house.person, BUSINESS, house.unit, reason=reason, by=house.security)
        assert refused == OrganisationReason.REASON_MISSING
    bare = ENTRUST.replace("'x'", "''")
    row = [house.person.pk, BUSINESS, house.unit.pk, clock.today(), house.security.id]
    with pytest.raises(IntegrityError, match="entrusted with a reason"):
        by_sql(bare, row, house.security.id)


class TestSeconded:
    """M36: whoever is here on secondment is entrusted for a term that ends with it."""

    def grant(self, house: House, person: Person, **said: object) -> Grant:
        """The security administrator entrusts him with a clerk's role."""
        return actions.grant(person, BUSINESS, house.unit, reason="借调", by=house.security, **said)

    def test_m36_somebody_without_a_post_here_is_entrusted_for_a_term(self, house):
        guest = PersonFactory()
        assert refusal(self.grant, house, guest) == OrganisationReason.TERM_NEEDED
        long = clock.today() + timedelta(days=400)
        assert refusal(self.grant, house, guest, to_on=long) == OrganisationReason.TERM_NEEDED
        until = clock.today() + timedelta(days=30)
        self.grant(house, guest, to_on=until)
        assert actor_of(guest).holds(BUSINESS)
        with clock.standing_at(until + timedelta(days=1)):
            assert not actor_of(guest).held

    def test_m36_somebody_on_secondment_is_entrusted_until_it_ends(self, house):
        AbsenceFactory(person=house.person, kind="secondment", from_on=clock.today(), to_on=date(2027, 3, 1))
        with clock.standing_at(clock.today()):
            assert refusal(self.grant, house, house.person) == OrganisationReason.TERM_NEEDED
            refused = refusal(self.grant, house, house.person, to_on=date(2027, 3, 2))
            assert refused == OrganisationReason.BEYOND_SECONDMENT
            self.grant(house, house.person, to_on=date(2027, 3, 1))

    def test_m36_the_database_knows_it_too(self, house):
        guest = PersonFactory()
        row = [guest.pk, BUSINESS, house.unit.pk, clock.today(), house.security.id]
        with pytest.raises(IntegrityError, match="entrusted for a term"):
            by_sql(ENTRUST, row, house.security.id)
        AppointmentFactory(person=guest, unit=house.unit)
        by_sql(ENTRUST, row, house.security.id)
