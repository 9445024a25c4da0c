"""Who holds which role, what is asked for, and what changed in a week, for those who entrust and audit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404

from lianheng.journal.queries import happened, timeline
from lianheng.kernel import clock
from lianheng.kernel.moments import at_hour
from lianheng.kernel.verdict import Verdict
from lianheng.organisation import policy, rules
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import (
    Grant,
    GrantQuerySet,
    GrantRequest,
    GrantRequestQuerySet,
    Person,
    PersonQuerySet,
)
from lianheng.organisation.terms import ChangeKind, OrganisationEvent

from .roster import person_list

SHOWN = 100
OF_ACCOUNTS = (
    OrganisationEvent.ACCOUNT_OPENED,
    OrganisationEvent.PASSWORD_RESET,
    OrganisationEvent.ACCOUNT_CLOSED,
)


@dataclass(frozen=True, slots=True)
class GrantRequestSheet:
    """A request, and what one may do about it."""

    request: GrantRequest
    may_decide: Verdict
    may_withdraw: Verdict


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that somebody holds or held, and what one may do about it."""

    grant: Grant
    is_running: bool
    may_revoke: Verdict
    may_ask: Verdict
    asked: int | None  # the request that waits


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a role in a week, and when."""

    kind: ChangeKind
    grant: Grant
    at: datetime


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What happened to an account in a week, when, and through whom."""

    title: str
    person: Person
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Week:
    """What changed in accounts and roles from a Monday to a Sunday."""

    first: date
    changes: list[Change]
    accounts: list[AccountChange]

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(days=6)

    @property
    def before(self) -> date:
        """The Monday before."""
        return self.first - timedelta(days=7)

    @property
    def after(self) -> date | None:
        """The next Monday, once it has come."""
        following = self.first + timedelta(days=7)
        return following if following <= clock.today() else None


def grant_list_or_404(actor: Actor) -> GrantQuerySet:
    """The roles held today; for whoever entrusts, approves or audits, and for nobody else."""
    if not policy.may_see_grants(actor):
        raise Http404
    rows = Grant.objects.running(clock.today())
    return rows.select_related("person", "unit", "granted_by", "lent_from__person")


def account_list_or_404(actor: Actor) -> PersonQuerySet:
    """Everybody on the roster with his account, if any; for the system administrator."""
    if not policy.may_manage_accounts(actor):
        raise Http404
    return person_list(actor).select_related("account")


def grant_requests_or_404(actor: Actor) -> list[GrantRequestSheet]:
    """What was asked for: what waits first, then the latest."""
    if not policy.may_see_grants(actor):
        raise Http404
    rows = _requests(actor)
    return _sheets(actor, [*rows.open(), *rows.exclude(pk__in=rows.open().values("pk"))[:SHOWN]])


def grant_request_or_404(actor: Actor, request_id: int) -> GrantRequestSheet:
    """One request, unless it is out of the actor's sight."""
    found = _sheets(actor, _requests(actor).filter(pk=request_id))
    if not found:
        raise Http404
    return found[0]


def grants_to_decide(actor: Actor) -> GrantRequestQuerySet:
    """What waits for the actor as the second person; never what he asked for or what concerns him."""
    rows = GrantRequest.objects.visible_to(actor).open().select_related("person", "unit")
    return rows.exclude(person__in=actor.selves).exclude(asked_by__in=actor.selves).order_by("asked_at", "id")


def grant_request_trail(actor: Actor, request: GrantRequest) -> list[dict[str, Any]]:
    """What was done about a request, oldest first."""
    labels = dict(OrganisationEvent.choices)
    return [
        {"at": each.happened_at, "title": labels.get(each.kind, each.kind), "by": each.actor_name}
        for each in timeline(actor, [request.ref]).order_by("pk")
    ]


def week_or_404(actor: Actor, day: date) -> Week:
    """What changed in the week of that day; for the auditor and the leader."""
    if not policy.may_see_changes(actor):
        raise Http404
    first = day - timedelta(days=day.weekday())
    since, until = at_hour(first, 0), at_hour(first + timedelta(days=7), 0)
    changes = sorted(_changes(first, since, until), key=lambda each: (each.at, each.grant.pk))
    return Week(first, changes, _account_changes(actor, since, until))


def held_roles(actor: Actor, person: Person) -> list[HeldRole]:
    """Every role that the person was ever entrusted with, latest first, and what one may do about each."""
    rows = person.grants.select_related("unit", "granted_by", "lent_from__person").order_by("-from_on", "-pk")
    asked = dict(
        GrantRequest.objects.visible_to(actor).open().filter(person=person).values_list("role", "pk")
    )
    today = clock.today()
    return [
        HeldRole(
            each,
            is_running=each.to_on is None or each.to_on >= today,
            may_revoke=policy.may_revoke(actor, person.pk, each.role),
            may_ask=policy.may_ask_revocation(actor, person.pk, each.role),
            asked=asked.get(each.role),
        )
        for each in rows
    ]


def needs_second(actor: Actor, role: str, on: date) -> bool:
    """Whether that role is to be asked for, because nobody entrusts it alone."""
    return rules.needs_second(role, has_leader=Grant.objects.led(on))


def may_ask_revocation(actor: Actor, grant: Grant) -> Verdict:
    """Whether one asks that this role be taken back."""
    return policy.may_ask_revocation(actor, grant.person_id, grant.role)


def may_manage_accounts(actor: Actor) -> Verdict:
    """Whether one keeps accounts and the running of the installation."""
    return policy.may_manage_accounts(actor)


def _changes(first: date, since: datetime, until: datetime) -> Iterable[Change]:
    last = first + timedelta(days=6)
    rows = Grant.objects.select_related("person", "unit", "granted_by", "lent_from__person")
    changed = Q(changed_at__gte=since, changed_at__lt=until)
    for grant in rows.filter(recorded_at__gte=since, recorded_at__lt=until):
        yield Change(ChangeKind.NEW, grant, grant.recorded_at)
    for grant in rows.filter(changed):
        yield Change(ChangeKind.ENDED, grant, grant.changed_at)
    for grant in rows.filter(to_on__gte=first, to_on__lte=min(last, clock.today())).exclude(changed):
        yield Change(ChangeKind.EXPIRED, grant, at_hour(grant.to_on + timedelta(days=1), 0))


def _account_changes(actor: Actor, since: datetime, until: datetime) -> list[AccountChange]:
    events = list(happened(actor, OF_ACCOUNTS, since, until))
    people = Person.objects.in_bulk({each.ref_id for each in events})
    return [
        AccountChange(
            str(OrganisationEvent(each.kind).label), people[each.ref_id], each.happened_at, each.actor_name
        )
        for each in events
    ]


def _requests(actor: Actor) -> GrantRequestQuerySet:
    rows = GrantRequest.objects.visible_to(actor)
    return rows.select_related("person", "unit", "asked_by", "decided_by", "grant")


def _sheets(actor: Actor, requests: Iterable[GrantRequest]) -> list[GrantRequestSheet]:
    return [
        GrantRequestSheet(each, policy.may_decide_grant(actor, each), policy.may_withdraw_grant(actor, each))
        for each in requests
    ]
