"""Units, people, posts and roles: what may be done, what follows, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import actions, queries
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Account, Grant, SavedView, Unit
from lianheng.organisation.terms import OrganisationEvent, OrganisationReason, Role, UnitKind
from tests.factories.organisation import (
    AppointmentFactory,
    CommissionFactory,
    GrantFactory,
    PersonFactory,
    UnitFactory,
    actor_in,
    actor_of,
    person_in,
)

pytestmark = pytest.mark.django_db
TODAY = clock.today


def refusal(call, *args, **said):
    """Why the authority said no."""
    with pytest.raises(Refused) as caught:
        call(*args, **said)
    return caught.value.reason


def kinds():
    """What has happened, in order."""
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


def test_a_new_unit_stands_below_its_superior_in_the_class_of_its_kind():
    commission = CommissionFactory()
    unit = actions.add_unit(
        code="T1", name="东镇纪委", kind=UnitKind.TOWNSHIP, superior=commission, by=SYSTEM
    )
    assert unit.path == f"{commission.path}{unit.pk}."
    assert unit.peer_class == UnitKind.TOWNSHIP.label
    assert kinds() == [OrganisationEvent.UNIT_ADDED]


def test_nobody_sets_up_a_second_root():
    leader = actor_of(person_in(CommissionFactory(), Role.LEADER))
    said = {"code": "T1", "name": "东镇纪委", "kind": UnitKind.TOWNSHIP, "by": leader}
    assert refusal(actions.add_unit, **said) == OrganisationReason.SUPERIOR_MISSING


def test_a_code_is_given_once():
    UnitFactory(code="T1")
    said = {"code": "T1", "name": "又一镇", "kind": UnitKind.TOWNSHIP, "by": SYSTEM}
    assert refusal(actions.add_unit, **said) == OrganisationReason.CODE_TAKEN


def test_a_unit_takes_all_below_it_to_its_new_superior():
    commission, other = CommissionFactory(), UnitFactory()
    unit = UnitFactory(superior=commission)
    village = UnitFactory(superior=unit, kind=UnitKind.VILLAGE)
    actions.change_unit(unit, superior=other, by=SYSTEM)
    village.refresh_from_db()
    assert village.path == f"{other.path}{unit.pk}.{village.pk}."


def test_a_unit_cannot_be_put_below_one_of_its_own():
    unit = UnitFactory()
    village = UnitFactory(superior=unit)
    assert refusal(actions.change_unit, unit, superior=village, by=SYSTEM) == OrganisationReason.UNIT_CIRCLE
    assert refusal(actions.change_unit, unit, superior=unit, by=SYSTEM) == OrganisationReason.UNIT_CIRCLE


def test_a_change_that_changes_nothing_leaves_no_trace():
    unit = UnitFactory(name="东镇纪委")
    actions.change_unit(unit, {"name": "东镇纪委"}, superior=None, hosts=[], by=SYSTEM)
    assert kinds() == []


def test_a_township_may_not_change_units():
    unit = UnitFactory()
    clerk = actor_in(unit, Role.UNIT_HEAD)
    assert refusal(actions.change_unit, unit, {"name": "别名"}, by=clerk) == OrganisationReason.NOT_ENTITLED


def test_a_unit_in_which_somebody_serves_is_not_closed():
    unit = UnitFactory()
    actor_in(unit)
    assert refusal(actions.close_unit, unit, on=TODAY(), by=SYSTEM) == OrganisationReason.UNIT_IN_USE


def test_a_closed_unit_is_no_more_from_that_day():
    unit = actions.close_unit(UnitFactory(), on=TODAY(), by=SYSTEM)
    assert not Unit.objects.standing(TODAY()).filter(pk=unit.pk).exists()
    assert Unit.objects.standing(TODAY() - timedelta(days=1)).filter(pk=unit.pk).exists()
    reason = refusal(actions.appoint, PersonFactory(), unit, "干事", from_on=TODAY(), by=SYSTEM)
    assert reason == OrganisationReason.UNIT_CLOSED


def test_a_post_given_up_for_another_ends_the_day_before():
    person, first, second = PersonFactory(), UnitFactory(), UnitFactory()
    old = actions.appoint(person, first, "书记", from_on=date(2024, 1, 1), by=SYSTEM)
    actions.appoint(person, second, "书记", from_on=date(2025, 3, 1), instead_of=old, by=SYSTEM)
    old.refresh_from_db()
    assert old.to_on == date(2025, 2, 28)
    assert actor_of(person).unit_id == second.pk


def test_nobody_is_appointed_twice_to_the_same_post():
    person, unit = PersonFactory(), UnitFactory()
    said = {"from_on": date(2024, 1, 1), "by": SYSTEM}
    actions.appoint(person, unit, "书记", **said)
    reason = refusal(actions.appoint, person, unit, "书记", **said)
    assert reason == OrganisationReason.ALREADY_APPOINTED


def test_business_roles_end_with_the_last_post_in_the_unit():
    unit = UnitFactory()
    person = person_in(unit, Role.UNIT_HEAD)
    second = actions.appoint(person, unit, "委员", from_on=date(2024, 1, 1), by=SYSTEM)
    first = person.appointments.exclude(pk=second.pk).get()
    yesterday = TODAY() - timedelta(days=1)
    actions.relieve(first, on=yesterday, by=SYSTEM)
    assert actor_of(person).holds(Role.UNIT_HEAD)
    actions.relieve(second, on=yesterday, by=SYSTEM)
    assert not actor_of(person).holds(Role.UNIT_HEAD)
    assert kinds()[-1] == OrganisationEvent.REVOKED


def test_keepers_of_the_roster_cannot_relieve_an_administrator_of_his_role():
    commission = CommissionFactory()
    person = person_in(commission, Role.SECURITY_ADMIN)
    scorer = actor_in(commission, Role.SCORER)
    actions.relieve(person.appointments.get(), on=TODAY() - timedelta(days=1), by=scorer)
    assert actor_of(person).holds(Role.SECURITY_ADMIN)


def test_a_post_does_not_end_before_it_began():
    appointment = actions.appoint(PersonFactory(), UnitFactory(), "书记", from_on=TODAY(), by=SYSTEM)
    reason = refusal(actions.relieve, appointment, on=TODAY() - timedelta(days=1), by=SYSTEM)
    assert reason == OrganisationReason.DAYS_NOT_IN_ORDER


def test_the_security_administrator_entrusts_a_role_and_takes_it_back_at_once():
    security, unit, person = (
        actor_in(CommissionFactory(), Role.SECURITY_ADMIN),
        UnitFactory(),
        PersonFactory(),
    )
    AppointmentFactory(person=person, unit=unit)
    granted = actions.grant(person, Role.UNIT_HEAD, unit, reason="任纪委书记", by=security)
    assert actor_of(person).holds(Role.UNIT_HEAD, unit)
    assert granted.granted_by_id == security.id
    actions.revoke(granted, by=security)
    assert not actor_of(person).holds(Role.UNIT_HEAD)
    assert kinds() == [OrganisationEvent.GRANTED, OrganisationEvent.REVOKED]
    assert refusal(actions.revoke, granted, by=security) == OrganisationReason.ALREADY_REVOKED


def test_a_role_taken_back_may_be_followed_by_an_administrators():
    person, unit = PersonFactory(), UnitFactory()
    actions.revoke(actions.grant(person, Role.UNIT_HEAD, unit, by=SYSTEM), by=SYSTEM)
    actions.grant(person, Role.AUDIT_ADMIN, unit, by=SYSTEM)
    assert actor_of(person).roles() == {Role.AUDIT_ADMIN}


def test_nobody_entrusts_himself():
    security = actor_in(unit := UnitFactory(), Role.SECURITY_ADMIN)
    himself = queries.person_or_404(security, security.id)
    assert refusal(actions.grant, himself, Role.LEADER, unit, by=security) == OrganisationReason.OWN_GRANT


def test_an_administrator_is_entrusted_with_nothing_else_while_he_is_one():
    granted = GrantFactory(role=Role.SYSTEM_ADMIN, to_on=TODAY())
    said = {"by": SYSTEM, "from_on": TODAY()}
    for role in (Role.AUDIT_ADMIN, Role.UNIT_CLERK):
        reason = refusal(actions.grant, granted.person, role, granted.unit, **said)
        assert reason == OrganisationReason.ROLES_EXCLUDE
    actions.grant(
        granted.person, Role.UNIT_CLERK, granted.unit, by=SYSTEM, from_on=TODAY() + timedelta(days=1)
    )


def test_the_database_itself_keeps_the_three_administrators_apart():
    granted = GrantFactory(role=Role.SYSTEM_ADMIN)
    again = Grant(person=granted.person, unit=granted.unit, role=Role.UNIT_CLERK, from_on=TODAY())
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.bulk_create([again])
    clerk = GrantFactory(person=granted.person, role=Role.SYSTEM_ADMIN, from_on=TODAY())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update organisation_grant set role = 'leader' where id = %s", [clerk.pk])


def test_a_role_is_not_entrusted_twice():
    granted = GrantFactory(role=Role.UNIT_HEAD)
    reason = refusal(actions.grant, granted.person, Role.UNIT_HEAD, granted.unit, by=SYSTEM)
    assert reason == OrganisationReason.ALREADY_GRANTED


def test_a_person_is_found_in_the_roster_by_the_sound_of_the_name():
    person = actions.add_person(number="P1", name="曾国强", by=SYSTEM)
    assert person.sort_key.startswith("zeng1")
    assert actions.change_person(person, {"name": "任国强"}, by=SYSTEM).sort_key.startswith("ren2")
    assert refusal(actions.add_person, number="P1", name="别人", by=SYSTEM) == OrganisationReason.CODE_TAKEN


def test_an_account_is_opened_with_a_password_for_once():
    person = PersonFactory(number="P7")
    password = actions.open_account(person, by=SYSTEM)
    account = Account.objects.get(username="P7")
    assert account.check_password(password)
    assert account.must_change_password
    assert refusal(actions.open_account, person, by=SYSTEM) == OrganisationReason.HAS_ACCOUNT
    assert password not in str(list(Event.objects.values()))


def test_a_closed_account_has_no_password_to_reset_and_may_be_opened_again():
    person = PersonFactory()
    actions.open_account(person, by=SYSTEM)
    actions.close_account(person, by=SYSTEM)
    assert refusal(actions.reset_password, person, by=SYSTEM) == OrganisationReason.NO_ACCOUNT
    actions.open_account(person, by=SYSTEM)
    assert Account.objects.get(person=person).is_active


def test_a_private_view_is_private_and_a_shared_one_is_for_the_own_unit():
    unit = UnitFactory()
    mine, yours, strangers = actor_in(unit), actor_in(unit), actor_of(PersonFactory())
    view = actions.save_view(page="units", name="乡镇", query="kind=township", by=mine)
    assert not queries.saved_views(yours, "units").exists()
    actions.save_view(page="units", name="乡镇", query="kind=street", is_shared=True, by=mine)
    assert queries.saved_views(yours, "units").get().query == "kind=street"
    assert not queries.saved_views(strangers, "units").exists()
    assert refusal(actions.drop_view, view, by=yours) == OrganisationReason.NOT_YOURS
    actions.drop_view(view, by=mine)
    assert not SavedView.objects.exists()
