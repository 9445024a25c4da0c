"""Every list that can be exported, by its code: what it holds for whoever asks, and where its page is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse

from lianheng.assessment import queries as assessment
from lianheng.assessment import tables as ledger
from lianheng.assessment.terms import ObjectionState, ProposalState
from lianheng.checklists import forms as tables
from lianheng.checklists import queries as checklists
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation import queries as organisation
from lianheng.organisation import tables as roster
from lianheng.organisation.actor import Actor
from lianheng.talks import queries as talks
from lianheng.talks.tables import listed_talks
from lianheng.ui.rows import Rows
from lianheng.ui.sheet import Sheet, sheet_of
from lianheng.ui.table import Choices, Table

from . import sheets
from .terms import ListTitle


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: its rows for an actor under the conditions of an address, and the page that shows them."""

    sheet: Callable[[Actor, QueryDict], Sheet]
    page: Callable[[QueryDict], str]


def listed_or_404(code: str) -> Listed:
    """The list of that code."""
    if code not in LISTS:
        raise Http404
    return LISTS[code]


def month_in(query: QueryDict) -> Period:
    """The month that is asked for; the present one when nothing sensible is said."""
    try:
        return Period.month(query.get("month", ""))
    except ValueError:
        return Period.month_of(clock.today())


def period_or_404(query: QueryDict) -> Period:
    """The period that is asked for."""
    try:
        return Period.parse(query.get("period", ""))
    except ValueError as unknown:
        raise Http404 from unknown


def _table(
    code: ListTitle,
    table: Table,
    query: QueryDict,
    rows: Any,
    *,
    choices: Mapping[str, Choices] | None = None,
    state: str = "",
    **named: str,
) -> Sheet:
    title = str(code.label).format(**named)
    return sheet_of(table.read(query, rows, choices=choices), f"{title} ({state})" if state else title)


def _unit_tasks(actor: Actor, query: QueryDict) -> Sheet:
    month = month_in(query)
    rows = checklists.unit_tasks(actor, month)
    return _table(ListTitle.UNIT_TASKS, tables.UNIT_TASKS, query, rows, period=month.label)


def _issued(actor: Actor, query: QueryDict) -> Sheet:
    month = month_in(query)
    rows = Rows(checklists.issued_tasks(actor, month))
    return _table(ListTitle.ISSUED, tables.ISSUED, query, rows, period=month.label)


def _closings(actor: Actor, query: QueryDict) -> Sheet:
    month = month_in(query)
    rows = checklists.closings(actor, month)
    return _table(ListTitle.CLOSINGS, tables.CLOSINGS, query, rows, period=month.label)


def _reliefs(actor: Actor, query: QueryDict) -> Sheet:
    return _table(ListTitle.RELIEFS, tables.RELIEFS, query, checklists.reliefs(actor))


def _falsities(actor: Actor, query: QueryDict) -> Sheet:
    return _table(ListTitle.FALSITIES, tables.FALSITIES, query, checklists.falsities(actor))


def _units(actor: Actor, query: QueryDict) -> Sheet:
    rows = organisation.unit_list(actor, query.get("state", ""))
    choices = {"peer_class": [(name, name) for name in organisation.peer_classes(actor)]}
    return _table(ListTitle.UNITS, roster.UNITS, query, rows, choices=choices)


def _people(actor: Actor, query: QueryDict) -> Sheet:
    return _table(ListTitle.PEOPLE, roster.PEOPLE, query, organisation.person_list(actor))


def _grants(actor: Actor, query: QueryDict) -> Sheet:
    return _table(ListTitle.GRANTS, roster.GRANTS, query, organisation.grant_list_or_404(actor))


def _accounts(actor: Actor, query: QueryDict) -> Sheet:
    return _table(ListTitle.ACCOUNTS, roster.ACCOUNTS, query, organisation.account_list_or_404(actor))


def _scores(actor: Actor, query: QueryDict) -> Sheet:
    period = period_or_404(query)
    if period.length != 1:
        raise Http404
    found = assessment.score_list_or_404(actor, period)
    choices = {"peer_class": [(each, each) for each in found.classes]}
    title = period.label
    return _table(ListTitle.SCORES, ledger.SCORES, query, found.rows, choices=choices, period=title)


def _objections(actor: Actor, query: QueryDict) -> Sheet:
    state: ObjectionState = assessment.wanted_state(actor, query.get("state", ""))
    rows = assessment.objection_rows(actor, state)
    return _table(ListTitle.OBJECTIONS, ledger.listed_objections(state), query, rows, state=state.label)


def _proposals(actor: Actor, query: QueryDict) -> Sheet:
    state, rows = assessment.proposal_rows(actor, state=query.get("state", ""))
    return _table(ListTitle.PROPOSALS, ledger.PROPOSALS, query, rows, state=ProposalState(state).label)


def _talks(actor: Actor, query: QueryDict) -> Sheet:
    state, rows = talks.talk_rows(actor, query.get("state", ""))
    return _table(ListTitle.TALKS, listed_talks(state), query, rows, state=state.label)


def _ranking(actor: Actor, query: QueryDict) -> Sheet:
    peer_class = query.get("peer_class", "")
    return sheets.ranking(assessment.whole_ranking_or_404(actor, period_or_404(query), peer_class))


def _overview(actor: Actor, query: QueryDict) -> Sheet:
    return sheets.overview(assessment.whole_overview(actor, peer_class=query.get("peer_class", "")))


def _cards(actor: Actor, query: QueryDict) -> Sheet:
    is_lifted = query.get("lifted") == "1"
    return sheets.cards(assessment.card_list(actor, lifted=is_lifted), is_lifted=is_lifted)


def _at(name: str, argument: str = "") -> Callable[[QueryDict], str]:
    return lambda query: reverse(name, args=[query.get(argument, "")] if argument else [])


LISTS: Mapping[str, Listed] = {
    ListTitle.UNIT_TASKS.value: Listed(_unit_tasks, _at("checklists:tasks")),
    ListTitle.ISSUED.value: Listed(_issued, _at("checklists:issued")),
    ListTitle.CLOSINGS.value: Listed(_closings, _at("checklists:closings")),
    ListTitle.RELIEFS.value: Listed(_reliefs, _at("checklists:reliefs")),
    ListTitle.FALSITIES.value: Listed(_falsities, _at("checklists:falsities")),
    ListTitle.UNITS.value: Listed(_units, _at("organisation:units")),
    ListTitle.PEOPLE.value: Listed(_people, _at("organisation:people")),
    ListTitle.GRANTS.value: Listed(_grants, _at("organisation:grants")),
    ListTitle.ACCOUNTS.value: Listed(_accounts, _at("organisation:accounts")),
    ListTitle.SCORES.value: Listed(_scores, _at("assessment:scores", "period")),
    ListTitle.RANKING.value: Listed(_ranking, _at("assessment:ranking", "period")),
    ListTitle.OVERVIEW.value: Listed(_overview, _at("assessment:overview")),
    ListTitle.OBJECTIONS.value: Listed(_objections, _at("assessment:objections")),
    ListTitle.PROPOSALS.value: Listed(_proposals, _at("assessment:proposals")),
    ListTitle.CARDS.value: Listed(_cards, _at("assessment:cards")),
    ListTitle.TALKS.value: Listed(_talks, _at("talks:talks")),
}
