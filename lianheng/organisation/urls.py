"""Where units, people and saved views are found; and sign-in, of whose addresses only these exist."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as mfa_codes
from allauth.mfa.webauthn import views as mfa_keys
from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from .views import absences, delegations, factors, grants, people, resets, saved, sign_in, units

app_name = "organisation"
urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/new/", units.new_unit, name="new_unit"),
    path("units/<int:unit_id>/", units.unit, name="unit"),
    path("units/<int:unit_id>/facts/", units.unit_facts, name="unit_facts"),
    path("units/<int:unit_id>/closure/", units.closure, name="closure"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/facts/", people.person_facts, name="person_facts"),
    path("people/<int:person_id>/appointments/new/", people.new_appointment, name="new_appointment"),
    path("people/<int:person_id>/appointments/<int:appointment_id>/relief/", people.relief, name="relief"),
    path("people/<int:person_id>/grants/new/", people.new_grant, name="new_grant"),
    path("people/<int:person_id>/grants/<int:grant_id>/revocation/", people.revocation, name="revocation"),
    path("people/<int:person_id>/grants/<int:grant_id>/end/", grants.new_revocation, name="new_revocation"),
    path("people/<int:person_id>/password/", people.password, name="password"),
    path("people/<int:person_id>/account/closure/", people.account_closure, name="account_closure"),
    path("people/<int:person_id>/absences/new/", absences.new_absence, name="new_absence"),
    path("people/<int:person_id>/delegations/new/", delegations.new_delegation, name="new_delegation"),
    path("absences/", absences.absences, name="absences"),
    path("absences/<int:absence_id>/confirmation/", absences.confirmation, name="absence_confirmation"),
    path("absences/<int:absence_id>/withdrawal/", absences.withdrawal, name="absence_withdrawal"),
    path("absences/<int:absence_id>/return/", absences.early_return, name="early_return"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/<int:delegation_id>/", delegations.delegation, name="delegation"),
    path("delegations/<int:delegation_id>/sheet/", delegations.delegation_sheet, name="delegation_sheet"),
    path("delegations/<int:delegation_id>/consent/", delegations.consent, name="consent"),
    path("delegations/<int:delegation_id>/end/", delegations.delegation_end, name="delegation_end"),
    path("people/<int:person_id>/reset/new/", resets.new_reset, name="new_reset"),
    path("security/resets/", resets.resets, name="resets"),
    path("security/resets/<int:reset_id>/", resets.reset, name="reset"),
    path("security/resets/<int:reset_id>/decision/", resets.reset_decision, name="reset_decision"),
    path("security/resets/<int:reset_id>/end/", resets.reset_end, name="reset_end"),
    path("security/stale-accounts/", resets.stale, name="stale_accounts"),
    path("accounts/", grants.accounts, name="accounts"),
    path("grants/", grants.grants, name="grants"),
    path("grants/changes/", grants.changes, name="changes"),
    path("grants/requests/", grants.grant_requests, name="grant_requests"),
    path("grants/requests/<int:request_id>/", grants.grant_request, name="grant_request"),
    path("grants/requests/<int:request_id>/decision/", grants.grant_decision, name="grant_decision"),
    path("grants/requests/<int:request_id>/end/", grants.grant_withdrawal, name="grant_withdrawal"),
    path("stead/", delegations.stead, name="stead"),
    path("views/", saved.views, name="views"),
    path("views/<int:view_id>/", saved.view, name="view"),
    path("views/<int:view_id>/end/", saved.view_end, name="view_end"),
]

# No signing up, no mail, no reset by mail: what allauth has beyond these is not served.
account_patterns = [
    path("login/", sign_in.sign_in, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("drill/<str:number>/", sign_in.drill, name="drill_sign_in"),
    path("security/", factors.security, name="mfa_index"),
    path("security/setup/", factors.setup, name="factor_setup"),
    path("security/sessions/", factors.other_sessions, name="other_sessions"),
    path("security/code/", sign_in.code, name="mfa_authenticate"),
    path("security/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("security/again/passkey/", mfa_keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("security/totp/", factors.totp, name="mfa_activate_totp"),
    path("security/totp/end/", factors.totp_end, name="mfa_deactivate_totp"),
    path("security/recovery-codes/", mfa_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("security/recovery-codes/new/", factors.codes, name="mfa_generate_recovery_codes"),
    path("security/passkeys/", RedirectView.as_view(url=reverse_lazy("mfa_index")), name="mfa_list_webauthn"),
    path("security/passkeys/new/", factors.passkey, name="mfa_add_webauthn"),
    path("security/passkeys/login/", sign_in.passkey, name="mfa_login_webauthn"),
    path("security/passkeys/<int:pk>/", mfa_keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("security/passkeys/<int:pk>/end/", factors.passkey_end, name="mfa_remove_webauthn"),
]
