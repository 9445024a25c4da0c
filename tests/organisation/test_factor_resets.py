"""A lost factor is reset by two administrators, never by one, and never by the one concerned."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client

from lianheng.flows.reactions import work_off
from lianheng.instance import profile
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.notices.models import Notice
from lianheng.organisation import actions, policy
from lianheng.organisation.models import FactorReset, SignInSession
from lianheng.organisation.terms import FactorResetState, OrganisationEvent, OrganisationReason, Role
from tests.factories.organisation import (
    CommissionFactory,
    FactorResetFactory,
    PersonFactory,
    UnitFactory,
    actor_of,
    person_in,
    signed_in,
)

from .entrance import is_in, newcomer, say_password, with_password

pytestmark = pytest.mark.django_db
NOON = clock.at_hour(date(2026, 11, 5), 12)


@pytest.fixture(autouse=True)
def strictly(settings):
    """As the third level demands."""
    settings.SECURITY_PROFILE = profile.DENGBAO3


@pytest.fixture
def commission():
    return CommissionFactory()


@pytest.fixture
def keeper(commission):
    return person_in(commission, Role.SYSTEM_ADMIN)


@pytest.fixture
def guardian(commission):
    return person_in(commission, Role.SECURITY_ADMIN)


@pytest.fixture
def clerk():
    return person_in(UnitFactory(), Role.UNIT_CLERK)


def asked(person, keeper):
    """The reset of a lost phone, asked for."""
    return actions.ask_factor_reset(person, reason="手机丢失, 本人当面提出", by=actor_of(keeper))


def factors_of(person):
    """How many factors the person has."""
    return Authenticator.objects.filter(user__person=person).count()


def test_a_clerk_who_lost_his_phone_sets_up_another_at_once(clerk, keeper, guardian):
    client, _ = newcomer(clerk)
    reset = asked(clerk, keeper)
    assert factors_of(clerk) == 2
    reset = actions.approve_factor_reset(reset, by=actor_of(guardian))
    assert (reset.state, factors_of(clerk)) == (FactorResetState.DONE, 0)
    assert not SignInSession.objects.filter(account=clerk.account).exists()
    assert not is_in(client)
    again, _ = newcomer(clerk)
    assert is_in(again)


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.LEADER, Role.UNIT_HEAD])
def test_nobody_but_the_system_administrator_asks(clerk, commission, role):
    newcomer(clerk)
    with pytest.raises(Refused, match=OrganisationReason.NOT_ENTITLED.label):
        asked(clerk, person_in(commission, role))


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.LEADER])
def test_nobody_but_the_security_administrator_decides(clerk, keeper, commission, role):
    newcomer(clerk)
    reset = asked(clerk, keeper)
    with pytest.raises(Refused, match=OrganisationReason.NOT_ENTITLED.label):
        actions.approve_factor_reset(reset, by=actor_of(person_in(commission, role)))
    assert factors_of(clerk) == 2


def test_m27_nobody_asks_for_his_own_reset_and_nobody_decides_on_it(keeper, guardian):
    newcomer(keeper)
    newcomer(guardian)
    with pytest.raises(Refused, match=OrganisationReason.OWN_FACTOR.label):
        asked(keeper, keeper)
    with pytest.raises(Refused, match=OrganisationReason.OWN_FACTOR.label):
        actions.approve_factor_reset(asked(guardian, keeper), by=actor_of(guardian))


@pytest.mark.parametrize("who", ["person", "asked_by"])
def test_m27_the_database_itself_takes_no_reset_by_one_person(clerk, keeper, who):
    reset = FactorResetFactory(person=clerk, asked_by=keeper)
    now = clock.now()
    said = {"state": "approved", "decided_at": now, "effective_at": now}
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.filter(pk=reset.pk).update(decided_by=getattr(reset, who), **said)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.filter(pk=reset.pk).update(**said)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorResetFactory(person=keeper, asked_by=keeper)


@pytest.mark.parametrize(
    "role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.LEADER, Role.DEPUTY]
)
def test_m27_the_reset_of_an_administrator_or_leader_waits_a_day(commission, keeper, guardian, role):
    person = person_in(commission, role)
    newcomer(person)
    with clock.standing_at(NOON):
        reset = actions.approve_factor_reset(asked(person, keeper), by=actor_of(guardian))
        assert (reset.state, reset.effective_at) == (FactorResetState.APPROVED, NOON + timedelta(hours=24))
    with clock.standing_at(NOON + timedelta(hours=24, seconds=-1)):
        say_password(Client(), person)
        assert factors_of(person) == 2
        with pytest.raises(Refused):
            actions.carry_out_factor_reset(reset, by=actor_of(keeper))
    with clock.standing_at(NOON + timedelta(hours=24)):
        say_password(Client(), person)
        assert factors_of(person) == 0
    assert FactorReset.objects.get().state == FactorResetState.DONE


def test_m27_whoever_did_not_ask_for_it_stops_it_within_the_day(commission, keeper, guardian):
    leader = person_in(commission, Role.LEADER)
    newcomer(leader)
    with clock.standing_at(NOON):
        reset = actions.approve_factor_reset(asked(leader, keeper), by=actor_of(guardian))
        actions.stop_factor_reset(reset, by=actor_of(leader))
    with clock.standing_at(NOON + timedelta(days=2)):
        say_password(Client(), leader)
    assert factors_of(leader) == 2


def test_m27_the_one_concerned_and_all_administrators_are_told(commission, keeper, guardian):
    leader, auditor = person_in(commission, Role.LEADER), person_in(commission, Role.AUDIT_ADMIN)
    newcomer(leader)
    actions.approve_factor_reset(asked(leader, keeper), by=actor_of(guardian))
    work_off()
    told = Notice.objects.filter(title__contains="立即中止").values_list("to", flat=True)
    assert set(told) == {leader.pk, keeper.pk, auditor.pk}  # the guardian himself has agreed to it


def test_m27_a_password_that_would_open_roles_by_itself_is_not_given_out_by_one_person(
    clerk, keeper, guardian
):
    with_password(clerk)
    by = actor_of(keeper)
    with pytest.raises(Refused, match=OrganisationReason.TWO_FOR_PASSWORD.label):
        actions.reset_password(clerk, by=by)
    actions.close_account(clerk, by=by)
    with pytest.raises(Refused, match=OrganisationReason.TWO_FOR_PASSWORD.label):
        actions.open_account(clerk, by=by)
    actions.approve_factor_reset(asked(clerk, keeper), by=actor_of(guardian))
    later = clock.now() + timedelta(days=4)
    with clock.standing_at(later), pytest.raises(Refused, match=OrganisationReason.TWO_FOR_PASSWORD.label):
        actions.open_account(clerk, by=by)
    assert len(actions.open_account(clerk, by=by)) == 12


def test_m27_a_leaders_first_password_waits_the_day_too(commission, keeper, guardian):
    leader = person_in(commission, Role.LEADER)
    with_password(leader)
    actions.approve_factor_reset(asked(leader, keeper), by=actor_of(guardian))
    with pytest.raises(Refused, match=OrganisationReason.TWO_FOR_PASSWORD.label):
        actions.reset_password(leader, by=actor_of(keeper))
    with clock.standing_at(clock.now() + timedelta(days=1, minutes=1)):
        assert len(actions.reset_password(leader, by=actor_of(keeper))) == 12


def test_a_new_password_for_whoever_has_a_factor_or_no_role_takes_one_person(clerk, keeper):
    newcomer(clerk)
    assert actions.reset_password(clerk, by=actor_of(keeper))
    newcomer_without_role = PersonFactory()
    actions.open_account(newcomer_without_role, by=actor_of(keeper))
    assert actions.reset_password(newcomer_without_role, by=actor_of(keeper))


def test_a_refusal_says_why(clerk, keeper, guardian):
    newcomer(clerk)
    reset = asked(clerk, keeper)
    with pytest.raises(Refused, match=OrganisationReason.REASON_MISSING.label):
        actions.refuse_factor_reset(reset, answer=" ", by=actor_of(guardian))
    actions.refuse_factor_reset(reset, answer="不是本人提出", by=actor_of(guardian))
    assert factors_of(clerk) == 2
    with pytest.raises(Refused, match=OrganisationReason.WRONG_STATE.label):
        actions.approve_factor_reset(reset, by=actor_of(guardian))


def test_there_is_one_reset_at_a_time_and_only_of_what_there_is(clerk, keeper):
    with pytest.raises(Refused, match=OrganisationReason.NO_FACTOR.label):
        asked(PersonFactory(), keeper)
    newcomer(clerk)
    asked(clerk, keeper)
    with pytest.raises(Refused, match=OrganisationReason.RESET_OPEN.label):
        asked(clerk, keeper)


def test_what_one_may_see_of_resets_is_the_same_in_the_list_and_in_the_policy(
    clerk, keeper, guardian, commission
):
    own = FactorResetFactory(person=clerk, asked_by=keeper)
    other = FactorResetFactory(asked_by=keeper)
    people = [clerk, keeper, guardian, person_in(commission, Role.LEADER), other.person]
    for actor in map(actor_of, people[:-1]):
        seen = set(FactorReset.objects.visible_to(actor))
        assert seen == {each for each in (own, other) if policy.sees_reset(actor, each)}
    assert set(FactorReset.objects.visible_to(actor_of(clerk))) == {own}


def test_two_administrators_reset_a_factor_on_their_pages(clerk, keeper, guardian, settings):
    newcomer(clerk)
    settings.SECURITY_PROFILE = profile.DRILL
    one, two = signed_in(Client(), keeper), signed_in(Client(), guardian)
    assert one.get(f"/people/{clerk.pk}/reset/new/").status_code == 200
    page = one.post(f"/people/{clerk.pk}/reset/new/", {"reason": "手机丢失"})["Location"]
    assert one.post(page + "decision/", {"outcome": "approve"}).status_code == 409
    assert "手机丢失" in two.get(page).content.decode()
    assert two.get("/security/resets/").status_code == 200
    two.post(page + "decision/", {"outcome": "approve"})
    assert factors_of(clerk) == 0
    kinds = list(Event.objects.filter(kind__contains=".reset_").values_list("kind", flat=True).order_by("pk"))
    assert kinds == [
        OrganisationEvent.RESET_ASKED,
        OrganisationEvent.RESET_APPROVED,
        OrganisationEvent.RESET_DONE,
    ]
