"""Where units, people and saved views are found; and sign-in, of whose addresses only these exist."""

from allauth.account import views as allauth
from django.urls import path

from .views import absences, delegations, grants, people, saved, sign_in, units

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
]
