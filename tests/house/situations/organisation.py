"""Units, people, roles, accounts, absences, delegations, handovers."""

from datetime import date

from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Absence, Delegation, FactorReset, GrantRequest, Handover, Unit
from lianheng.organisation.terms import Role

from .people import ANOTHER, NEXT_TOWN, SOMEBODY, TOWN, Situation, role_of


def _absence(person_id: int, state: str = "reported", unit: Unit = TOWN) -> Absence:
    return Absence(person_id=person_id, unit=unit, state=state, kind="leave", from_on=date(2026, 11, 9))


def _delegation(principal_id: int = SOMEBODY, state: str = "asked", unit: Unit = TOWN) -> Delegation:
    lent = {"role": Role.UNIT_CLERK, "unit": unit, "state": state}
    return Delegation(principal_id=principal_id, substitute_id=ANOTHER, **lent)


def _handover(state: str = "opened", unit: Unit = TOWN, **people: int) -> Handover:
    return Handover(unit=unit, state=state, **({"leaver_id": SOMEBODY, "successor_id": ANOTHER} | people))


def _asked(person_id: int = SOMEBODY, asked_by_id: int = ANOTHER, state: str = "asked") -> GrantRequest:
    return GrantRequest(person_id=person_id, asked_by_id=asked_by_id, state=state, role=Role.AUDIT_ADMIN)


def _reset(person_id: int = SOMEBODY, asked_by_id: int = ANOTHER, state: str = "asked") -> FactorReset:
    return FactorReset(person_id=person_id, asked_by_id=asked_by_id, state=state)


def _lends_own(who: Actor) -> object:
    return policy.may_lend(who, who.id, role_of(who), TOWN)


SITUATIONS: dict[str, tuple[Situation, ...]] = {
    "may_see": (lambda who: policy.may_see(who, TOWN), lambda who: policy.may_see(who, NEXT_TOWN)),
    "may_manage_units": (policy.may_manage_units,),
    "may_manage_people": (policy.may_manage_people,),
    "may_read_history": (policy.may_read_history,),
    "may_import": (policy.may_import,),
    "may_manage_accounts": (policy.may_manage_accounts,),
    "may_open_account": (
        lambda who: policy.may_open_account(who, SOMEBODY),
        lambda who: policy.may_open_account(who, who.id),
    ),
    "may_renew_password": (
        lambda who: policy.may_renew_password(who, SOMEBODY, opens_alone=False),
        lambda who: policy.may_renew_password(who, SOMEBODY, opens_alone=True),
    ),
    "may_mark_instance": (policy.may_mark_instance,),
    "may_see_resets": (policy.may_see_resets,),
    "may_ask_reset": (
        lambda who: policy.may_ask_reset(who, SOMEBODY),
        lambda who: policy.may_ask_reset(who, who.id),
    ),
    "may_decide_reset": (
        lambda who: policy.may_decide_reset(who, _reset()),
        lambda who: policy.may_decide_reset(who, _reset(person_id=who.id)),
        lambda who: policy.may_decide_reset(who, _reset(asked_by_id=who.id)),
    ),
    "may_stop_reset": (
        lambda who: policy.may_stop_reset(who, _reset(person_id=who.id, state="approved")),
        lambda who: policy.may_stop_reset(who, _reset(state="approved")),
    ),
    "may_entrust": (policy.may_entrust,),
    "may_grant": (
        lambda who: policy.may_grant(who, SOMEBODY, Role.UNIT_HEAD),
        lambda who: policy.may_grant(who, who.id, Role.UNIT_HEAD),
        lambda who: policy.may_grant(who, SOMEBODY, Role.SYSTEM_ADMIN),
    ),
    "may_revoke": (
        lambda who: policy.may_revoke(who, SOMEBODY, Role.UNIT_HEAD),
        lambda who: policy.may_revoke(who, who.id, Role.UNIT_HEAD),
        lambda who: policy.may_revoke(who, SOMEBODY, Role.SYSTEM_ADMIN),
    ),
    "may_ask_grant": (
        lambda who: policy.may_ask_grant(who, SOMEBODY, Role.AUDIT_ADMIN),
        lambda who: policy.may_ask_grant(who, who.id, Role.AUDIT_ADMIN),
    ),
    "may_ask_revocation": (
        lambda who: policy.may_ask_revocation(who, SOMEBODY, Role.AUDIT_ADMIN),
        lambda who: policy.may_ask_revocation(who, who.id, Role.AUDIT_ADMIN),
    ),
    "may_decide_grant": (
        lambda who: policy.may_decide_grant(who, _asked()),
        lambda who: policy.may_decide_grant(who, _asked(person_id=who.id)),
    ),
    "may_withdraw_grant": (
        lambda who: policy.may_withdraw_grant(who, _asked(asked_by_id=who.id)),
        lambda who: policy.may_withdraw_grant(who, _asked()),
    ),
    "may_see_grants": (policy.may_see_grants,),
    "may_see_changes": (policy.may_see_changes,),
    "may_list_changes": (policy.may_list_changes,),
    "may_report_absence": (
        lambda who: policy.may_report_absence(who, who.id, TOWN),
        lambda who: policy.may_report_absence(who, SOMEBODY, NEXT_TOWN),
    ),
    "may_decide_absence": (
        lambda who: policy.may_decide_absence(who, _absence(SOMEBODY)),
        lambda who: policy.may_decide_absence(who, _absence(who.id)),
    ),
    "may_withdraw_absence": (
        lambda who: policy.may_withdraw_absence(who, _absence(who.id)),
        lambda who: policy.may_withdraw_absence(who, _absence(SOMEBODY, unit=NEXT_TOWN)),
    ),
    "may_shorten_absence": (
        lambda who: policy.may_shorten_absence(who, _absence(who.id, "confirmed")),
        lambda who: policy.may_shorten_absence(who, _absence(SOMEBODY, "confirmed", NEXT_TOWN)),
    ),
    "may_lend": (_lends_own, lambda who: policy.may_lend(who, SOMEBODY, Role.UNIT_CLERK, NEXT_TOWN)),
    "may_agree": (
        lambda who: policy.may_agree(who, _delegation()),
        lambda who: policy.may_agree(who, _delegation(who.id)),
    ),
    "may_take_role_back": (
        lambda who: policy.may_take_role_back(who, _delegation(state="approved")),
        lambda who: policy.may_take_role_back(who, _delegation(state="approved", unit=NEXT_TOWN)),
    ),
    "may_open_handover": (policy.may_open_handover,),
    "may_sign_handover": (
        lambda who: policy.may_sign_handover(who, _handover(leaver_id=who.id)),
        lambda who: policy.may_sign_handover(who, _handover()),
    ),
    "may_sign_instead": (
        lambda who: policy.may_sign_instead(who, _handover()),
        lambda who: policy.may_sign_instead(who, _handover(leaver_id=who.id)),
    ),
    "may_name_successor": (
        lambda who: policy.may_name_successor(who, _handover()),
        lambda who: policy.may_name_successor(who, _handover(leaver_id=who.id)),
    ),
    "may_take_over": (
        lambda who: policy.may_take_over(who, _handover("signed", successor_id=who.id)),
        lambda who: policy.may_take_over(who, _handover("signed")),
    ),
    "may_close_handover": (
        lambda who: policy.may_close_handover(who, _handover("taken_over")),
        lambda who: policy.may_close_handover(who, _handover("taken_over", successor_id=who.id)),
    ),
    "may_cancel_handover": (
        lambda who: policy.may_cancel_handover(who, _handover()),
        lambda who: policy.may_cancel_handover(who, _handover(leaver_id=who.id)),
    ),
    "may_see_stranded": (policy.may_see_stranded,),
}
