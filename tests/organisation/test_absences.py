"""Somebody is away: who says so, who confirms it, who learns of it and of the reason."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import actions, policy, queries
from lianheng.organisation.actor import NOBODY
from lianheng.organisation.models import Absence, Delegation, Handover
from lianheng.organisation.terms import AbsenceKind, AbsenceState, OrganisationReason, Role, UnitKind
from tests.factories.organisation import (
    AbsenceFactory,
    CommissionFactory,
    DelegationFactory,
    HandoverFactory,
    OfficeFactory,
    PersonFactory,
    UnitFactory,
    actor_of,
    person_in,
    signed_in,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)


@pytest.fixture(autouse=True)
def _on_the_eighth_of_october():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def people():
    """One of each who may be near an absence."""
    commission = CommissionFactory()
    office, town = OfficeFactory(superior=commission), UnitFactory(superior=commission)
    return {
        "leader": person_in(commission, Role.LEADER),
        "deputy": person_in(commission, Role.DEPUTY),
        "scorer": person_in(commission, Role.SCORER),
        "admin": person_in(commission, Role.SYSTEM_ADMIN),
        "security": person_in(commission, Role.SECURITY_ADMIN),
        "office_head": person_in(office, Role.OFFICE_HEAD),
        "officer": person_in(office, Role.OFFICE_CLERK),
        "head": person_in(town, Role.UNIT_HEAD),
        "clerk": person_in(town, Role.UNIT_CLERK),
        "colleague": person_in(town),
        "neighbour": person_in(UnitFactory(superior=commission), Role.UNIT_HEAD),
    }


def reported(person, by, **said):
    term = {"kind": AbsenceKind.SICK, "from_on": TODAY, "to_on": TODAY + timedelta(days=30), "reason": "骨折"}
    return actions.report_absence(person, **(term | said), by=actor_of(by))


def test_what_one_says_of_oneself_waits_for_the_one_above_what_he_says_counts(people):
    own = reported(people["clerk"], people["clerk"])
    assert own.state == AbsenceState.REPORTED
    assert list(queries.absences_to_decide(actor_of(people["head"]))) == [own]
    confirmed = actions.confirm_absence(own, by=actor_of(people["head"]))
    assert (confirmed.state, confirmed.decided_by_id) == (AbsenceState.CONFIRMED, people["head"].pk)
    assert reported(people["colleague"], people["head"]).state == AbsenceState.CONFIRMED


def test_the_nearest_is_asked_and_further_up_only_where_no_head_could_act(people):
    of_clerk = reported(people["clerk"], people["clerk"])
    of_head = reported(people["head"], people["head"])
    assert list(queries.absences_to_decide(actor_of(people["head"]))) == [of_clerk]
    assert list(queries.absences_to_decide(actor_of(people["deputy"]))) == [of_head]
    assert list(queries.absences_to_decide(actor_of(people["neighbour"]))) == []


@pytest.mark.parametrize("who", ["clerk", "colleague", "neighbour", "scorer", "admin"])
def test_nobody_confirms_his_own_nor_anybody_who_does_not_stand_above(people, who):
    absence = reported(people["clerk"], people["clerk"])
    with pytest.raises(Refused):
        actions.confirm_absence(absence, by=actor_of(people[who]))


@pytest.mark.parametrize("who", ["colleague", "neighbour", "scorer", "admin", "office_head"])
def test_nobody_beside_says_that_another_is_away(people, who):
    with pytest.raises(Refused, match=OrganisationReason.NOT_ABOVE.label):
        reported(people["clerk"], people[who])


def test_the_reason_is_for_the_one_concerned_the_head_and_the_scoring_office(people):
    absence = reported(people["clerk"], people["clerk"])
    told = {who for who, person in people.items() if policy.sees_reason(actor_of(person), absence)}
    assert told == {"clerk", "head", "scorer"}
    of_head = reported(people["head"], people["head"])
    told = {who for who, person in people.items() if policy.sees_reason(actor_of(person), of_head)}
    assert told == {"head", "scorer", "deputy", "leader"}


def test_the_screen_keeps_the_reason_from_whoever_may_know_only_of_the_days(client, people):
    reported(people["clerk"], people["clerk"])
    for who, is_told in (("head", True), ("scorer", True), ("deputy", False), ("leader", False)):
        page = signed_in(client, people[who]).get(f"/people/{people['clerk'].pk}/").content.decode()
        assert "2026-10-08" in page
        assert ("骨折" in page) == is_told, who
    page = signed_in(client, people["colleague"]).get(f"/people/{people['clerk'].pk}/").content.decode()
    assert AbsenceKind.SICK.label not in page


def test_two_absences_of_one_person_do_not_overlap(people):
    first = reported(people["clerk"], people["clerk"])
    with pytest.raises(Refused, match=OrganisationReason.ABSENCE_OVERLAPS.label):
        reported(people["clerk"], people["clerk"], from_on=TODAY + timedelta(days=30), to_on=None)
    actions.withdraw_absence(first, by=actor_of(people["clerk"]))
    reported(people["clerk"], people["clerk"])
    with pytest.raises(Refused, match=OrganisationReason.DAYS_NOT_IN_ORDER.label):
        reported(people["head"], people["head"], to_on=TODAY - timedelta(days=1))


def test_whoever_serves_nowhere_cannot_be_away(people):
    with pytest.raises(Refused, match=OrganisationReason.NOT_IN_OFFICE.label):
        reported(PersonFactory(), people["leader"])


def test_what_was_confirmed_is_taken_back_by_the_one_above_alone_and_ends_earlier(people):
    absence = reported(people["clerk"], people["head"])
    with pytest.raises(Refused, match=OrganisationReason.OWN_ITEM.label):
        actions.withdraw_absence(absence, by=actor_of(people["clerk"]))
    with pytest.raises(Refused, match=OrganisationReason.NOT_SHORTER.label):
        actions.shorten_absence(absence, back_on=TODAY, by=actor_of(people["clerk"]))
    back = actions.shorten_absence(absence, back_on=TODAY + timedelta(days=3), by=actor_of(people["clerk"]))
    assert back.to_on == TODAY + timedelta(days=2)
    actions.withdraw_absence(absence, by=actor_of(people["head"]))
    with pytest.raises(Refused, match=OrganisationReason.WRONG_STATE.label):
        actions.shorten_absence(absence, back_on=TODAY + timedelta(days=1), by=actor_of(people["head"]))


def test_who_knows_of_what_is_the_same_for_the_database_and_for_the_policy(people):
    for person in people.values():
        unit = queries.own_unit(actor_of(person))
        AbsenceFactory(person=person, unit=unit)
        DelegationFactory(
            principal=person,
            substitute=people["colleague"] if person != people["colleague"] else people["clerk"],
            unit=unit,
        )
        HandoverFactory(
            leaver=person, unit=unit, successor=people["officer"] if person != people["officer"] else None
        )
    for actor in [*map(actor_of, people.values()), NOBODY]:
        for model, sees in (
            (Absence, policy.sees_absence),
            (Delegation, policy.sees_delegation),
            (Handover, policy.sees_handover),
        ):
            seen = set(model.objects.visible_to(actor))
            assert seen == {row for row in model.objects.all() if sees(actor, row)}, (actor.name, model)


def test_what_waits_for_consent_is_what_one_may_agree_to(people):
    """The nearest is asked; whoever is asked may agree."""
    for principal, role in (
        ("clerk", Role.UNIT_CLERK),
        ("head", Role.UNIT_HEAD),
        ("officer", Role.OFFICE_CLERK),
        ("office_head", Role.OFFICE_HEAD),
        ("deputy", Role.DEPUTY),
        ("leader", Role.LEADER),
    ):
        unit = queries.own_unit(actor_of(people[principal]))
        DelegationFactory(principal=people[principal], substitute=people["colleague"], role=role, unit=unit)
    asked = {
        who: {each.role for each in queries.delegations_to_agree(actor_of(person))}
        for who, person in people.items()
    }
    assert asked["head"] == {Role.UNIT_CLERK}
    assert asked["office_head"] == {Role.OFFICE_CLERK}
    assert asked["deputy"] == {Role.UNIT_HEAD, Role.OFFICE_HEAD, Role.LEADER}
    assert asked["leader"] == {Role.UNIT_HEAD, Role.OFFICE_HEAD, Role.DEPUTY}
    assert not any(asked[who] for who in ("clerk", "officer", "colleague", "scorer", "admin", "neighbour"))
    for person in people.values():
        actor = actor_of(person)
        for delegation in queries.delegations_to_agree(actor):
            assert policy.may_agree(actor, delegation)


def test_an_absence_is_entered_and_confirmed_on_the_screen(client, people):
    clerk = people["clerk"]
    url = reverse("organisation:new_absence", args=[clerk.pk])
    signed_in(client, clerk)
    assert client.post(url, {"kind": "no such kind", "from_on": "x"}).status_code == 422
    said = {"kind": "leave", "from_on": "2026-10-12", "to_on": "2026-10-16", "reason": ""}
    assert client.post(url, said).status_code == 302
    assert client.post(url, said).status_code == 409
    absence = Absence.objects.get()
    confirmation = reverse("organisation:absence_confirmation", args=[absence.pk])
    assert signed_in(client, people["neighbour"]).post(confirmation).status_code == 404
    assert signed_in(client, people["head"]).post(confirmation, {"outcome": "confirm"}).status_code == 302
    assert client.post(confirmation, {"outcome": "decline"}).status_code == 409
    back = reverse("organisation:early_return", args=[absence.pk])
    assert client.post(back, {"back_on": "2026-10-30"}).status_code == 409
    assert client.post(back, {"back_on": "2026-10-14"}).status_code == 302
    assert client.post(reverse("organisation:absence_withdrawal", args=[absence.pk])).status_code == 302


def test_a_delegation_is_asked_for_agreed_to_and_printed_on_the_screen(client, people):
    clerk, unit = people["clerk"], queries.own_unit(actor_of(people["clerk"]))
    url = reverse("organisation:new_delegation", args=[clerk.pk])
    signed_in(client, clerk)
    said = {"lent": f"unit_clerk:{unit.pk}", "substitute": people["colleague"].number, "reason": "休假"}
    said |= {"from_on": "2026-10-12", "to_on": "2026-10-16"}
    assert client.post(url, said | {"substitute": "nobody"}).status_code == 422
    assert client.post(url, said | {"substitute": clerk.number}).status_code == 409
    shown = client.post(url, said)["Location"]
    assert "待批准" in client.get(shown).content.decode()
    assert signed_in(client, people["neighbour"]).get(shown).status_code == 404
    signed_in(client, people["head"])
    assert client.post(shown + "consent/", {"outcome": "refuse", "answer": ""}).status_code == 409
    assert client.post(shown + "consent/", {"outcome": "approve"}).status_code == 302
    sheet = client.get(shown + "sheet/").content.decode()
    assert "代理人:" in sheet
    assert people["colleague"].name in sheet
    assert client.post(shown + "end/").status_code == 302
    assert client.get("/delegations/").status_code == 200


def test_whoever_has_nothing_to_lend_is_told_so(client, people):
    url = reverse("organisation:new_delegation", args=[people["colleague"].pk])
    page = signed_in(client, people["colleague"]).get(url)
    assert page.status_code == 409
    assert OrganisationReason.ROLE_NOT_HELD.label in page.content.decode()


def test_in_the_commission_leaders_confirm_for_each_other(people):
    absence = reported(people["leader"], people["leader"])
    assert absence.unit.kind == UnitKind.COMMISSION
    assert actions.confirm_absence(absence, by=actor_of(people["deputy"])).state == AbsenceState.CONFIRMED
