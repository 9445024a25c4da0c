"""The lists of units and of people: their columns, filters and order."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from lianheng.kernel import clock
from lianheng.ui.table import Column, Filter, Table

from .terms import (
    SYSTEM_NAME,
    AccountColumn,
    AccountStanding,
    GrantColumn,
    PersonColumn,
    Role,
    UnitColumn,
    UnitKind,
    UnitStanding,
)


def _as_drawn(rows: Any, said: str) -> Any:
    """The query behind the list has read this condition already."""
    return rows


def _unit_url(unit: Any) -> str:
    return reverse("organisation:unit", args=[unit.pk])


def _person_url(person: Any) -> str:
    return reverse("organisation:person", args=[person.pk])


def _in_office(read: Callable[[Any], object]) -> Callable[[Any], str]:
    """What the person's appointments of today say, one after the other."""
    return lambda person: "; ".join(dict.fromkeys(str(read(each)) for each in person.in_office))


def _is_dedicated(person: Any) -> bool:
    return any(each.is_dedicated for each in person.in_office)


def _named(rows: Any, said: str) -> Any:
    return rows.named(said)


def _known_as(rows: Any, said: str) -> Any:
    return rows.known_as(said)


def _below(rows: Any, said: str) -> Any:
    return rows.below(said)


def _entrusted(rows: Any, said: str) -> Any:
    return rows.entrusted(said, clock.today())


def _serving_in(rows: Any, said: str) -> Any:
    return rows.serving_in(said, clock.today())


UNITS = Table(
    "units",
    columns=(
        Column(UnitColumn.NAME, link=_unit_url, sort="name"),
        Column(UnitColumn.CODE, sort="code", keep=True),
        Column(UnitColumn.SHORT_NAME, hide=True, keep=True),
        Column(UnitColumn.KIND, value=lambda unit: unit.get_kind_display(), sort="kind", keep=True),
        Column(UnitColumn.PEER_CLASS, sort="peer_class", keep=True),
        Column(UnitColumn.SUPERIOR, sort="superior__name"),
        Column(UnitColumn.POSITION, sort="position", align="end", hide=True),
        Column(UnitColumn.FOUNDED_ON, sort="founded_on", keep=True),
        Column(UnitColumn.CLOSED_ON, sort="closed_on", keep=True, hide=True),
        Column(UnitColumn.IS_LARGER, hide=True),
    ),
    filters=(
        Filter(UnitColumn.SEARCH, kind="text", apply=_named),
        Filter(UnitColumn.KIND, choices=UnitKind.choices),
        Filter(UnitColumn.PEER_CLASS),
        Filter(UnitColumn.SUPERIOR, kind="text", more=True, apply=_below),
        Filter(UnitColumn.STATE, choices=UnitStanding.choices, more=True, apply=_as_drawn),
    ),
    order=("position", "code"),
)

PEOPLE = Table(
    "people",
    columns=(
        Column(PersonColumn.NAME, link=_person_url, sort="sort_key", keep=True),
        Column(PersonColumn.NUMBER, sort="number", keep=True),
        Column(PersonColumn.UNIT, value=_in_office(lambda each: each.post.unit)),
        Column(PersonColumn.POST, value=_in_office(lambda each: each.post)),
        Column(PersonColumn.SINCE, value=_in_office(lambda each: each.from_on), keep=True, hide=True),
        Column(PersonColumn.IS_DEDICATED, value=_is_dedicated),
        Column(PersonColumn.IS_SUPERVISOR, sort="is_supervisor"),
    ),
    filters=(
        Filter(PersonColumn.SEARCH, kind="text", apply=_known_as),
        Filter(PersonColumn.AT, kind="text", apply=_serving_in),
        Filter(PersonColumn.ROLE, choices=Role.choices, apply=_entrusted),
    ),
    order=("sort_key", "number"),
)


def _grant_url(grant: Any) -> str:
    return reverse("organisation:person", args=[grant.person_id])


def _lent(grant: Any) -> str:
    role = grant.get_role_display()
    return f"{role} ({grant.lent_from.person})" if grant.lent_from_id else role


def _known_holder(rows: Any, said: str) -> Any:
    return rows.held_by(said)


def _held_at(rows: Any, said: str) -> Any:
    return rows.held_at(said)


def _account(person: Any) -> Any:
    return getattr(person, "account", None)


def _standing(person: Any) -> str:
    """Whether he can sign in."""
    account = _account(person)
    if account is None:
        return str(AccountStanding.NONE.label)
    if not account.is_active:
        return str(AccountStanding.CLOSED.label)
    return str((AccountStanding.FIRST if account.must_change_password else AccountStanding.ACTIVE).label)


def _username(person: Any) -> str:
    return getattr(_account(person), "username", "")


def _last_login(person: Any) -> Any:
    return getattr(_account(person), "last_login", None)


def _with_account(rows: Any, said: str) -> Any:
    return rows.with_account(said)


GRANTS = Table(
    "grants",
    columns=(
        Column(GrantColumn.PERSON, link=_grant_url, sort="person__sort_key", keep=True),
        Column(GrantColumn.NUMBER, value="person.number", sort="person__number", keep=True, hide=True),
        Column(GrantColumn.ROLE, value=_lent, sort="role", keep=True),
        Column(GrantColumn.UNIT, sort="unit__position"),
        Column(GrantColumn.FROM_ON, sort="from_on", keep=True),
        Column(GrantColumn.TO_ON, sort="to_on", keep=True),
        Column(GrantColumn.GRANTED_BY, value=lambda grant: grant.granted_by or SYSTEM_NAME, keep=True),
        Column(GrantColumn.REASON),
    ),
    filters=(
        Filter(GrantColumn.SEARCH, kind="text", apply=_known_holder),
        Filter(GrantColumn.ROLE, choices=Role.choices),
        Filter(GrantColumn.AT, kind="text", apply=_held_at),
    ),
    order=("person__sort_key", "person__number", "id"),
)

ACCOUNTS = Table(
    "accounts",
    columns=(
        Column(AccountColumn.PERSON, value="name", link=_person_url, sort="sort_key", keep=True),
        Column(AccountColumn.USERNAME, value=_username, sort="account__username", keep=True),
        Column(AccountColumn.UNIT, value=_in_office(lambda each: each.post.unit)),
        Column(AccountColumn.STATE, value=_standing, keep=True),
        Column(AccountColumn.LAST_LOGIN, value=_last_login, sort="account__last_login", keep=True),
    ),
    filters=(
        Filter(AccountColumn.SEARCH, kind="text", apply=_known_as),
        Filter(AccountColumn.STATE, choices=AccountStanding.choices, apply=_with_account),
    ),
    order=("sort_key", "number"),
)
