"""Units, people, posts, grants; absences, delegations, handovers; accounts, sign-in, saved views."""

from .absences import Absence, AbsenceQuerySet
from .accounts import Account, AccountManager
from .delegations import Delegation, DelegationQuerySet
from .grant_requests import GrantRequest, GrantRequestQuerySet
from .grants import Grant, GrantQuerySet
from .handovers import Handover, HandoverQuerySet
from .instance import Instance
from .people import Person, PersonQuerySet
from .posts import Appointment, Post, TermQuerySet
from .resets import FactorReset, FactorResetQuerySet
from .saved_views import SavedView, SavedViewQuerySet
from .sign_in import FailedSignIn, SignInSession, UsedCode
from .units import Unit, UnitQuerySet

__all__ = [
    "Absence",
    "AbsenceQuerySet",
    "Account",
    "AccountManager",
    "Appointment",
    "Delegation",
    "DelegationQuerySet",
    "FactorReset",
    "FactorResetQuerySet",
    "FailedSignIn",
    "Grant",
    "GrantQuerySet",
    "GrantRequest",
    "GrantRequestQuerySet",
    "Handover",
    "HandoverQuerySet",
    "Instance",
    "Person",
    "PersonQuerySet",
    "Post",
    "SavedView",
    "SavedViewQuerySet",
    "SignInSession",
    "TermQuerySet",
    "Unit",
    "UnitQuerySet",
    "UsedCode",
]
