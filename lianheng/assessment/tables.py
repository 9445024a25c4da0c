"""The lists of scores, of objections and of proposals: their columns, filters and order."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.ui.parts import light, link, pill, plain_number, points
from lianheng.ui.table import Column, Filter, Table

from .policy import DECIDERS
from .terms import LINES_COUNTED, TASKS_COUNTED, ListColumn, ListWord, ObjectionState, ProposalKind

NEAR_DAYS = 3


def _score_url(row: Any) -> str:
    return reverse("assessment:score", args=[row.period, row.unit.pk])


def _score(row: Any) -> Decimal | str:
    return ListWord.UNSCORED.label if row.result.score is None else row.result.score


def _contested(row: Any) -> SafeString | None:
    return link(reverse("assessment:objections"), row.open_objections) if row.open_objections else None


def _rank(row: Any) -> str | None:
    return f"{row.result.rank} / {row.result.ranked_units}" if row.result.rank else None


def _remark(row: Any) -> SafeString:
    said = []
    if row.result.is_negative:
        said.append((pill("negative", ListWord.NEGATIVE.label, "red"),))
    if row.result.is_bottom_three:
        said.append((pill("bottom", ListWord.BOTTOM.label, "red"),))
    if row.result.is_observed:
        said.append((pill("observed", ListWord.OBSERVED.label),))
    return format_html_join(" ", "{}", said)


def _in_class(rows: Any, said: str) -> Any:
    return rows.narrow(lambda row: row.result.peer_class == said)


def _named(rows: Any, said: str) -> Any:
    return rows.narrow(
        lambda row: said in row.unit.name or said in row.unit.short_name or row.unit.code.startswith(said)
    )


SCORES = Table(
    "scores",
    columns=(
        Column(ListColumn.UNIT, link=_score_url, sort="unit__position"),
        Column(ListColumn.PEER_CLASS, value="result.peer_class", sort="result__peer_class", keep=True),
        Column(ListColumn.SCORE, value=_score, sort="result__score", align="end"),
        Column(ListColumn.RANK, value=_rank, plain="result.rank", sort="result__rank", align="end"),
        Column(ListColumn.RANKED_UNITS, value="result.ranked_units", align="end", hide=True),
        Column(ListColumn.TASKS, align="end", unit=TASKS_COUNTED),
        Column(ListColumn.EXEMPTED, align="end", unit=TASKS_COUNTED),
        Column(ListColumn.ENTRIES, align="end", unit=LINES_COUNTED),
        Column(ListColumn.OPEN_OBJECTIONS, value=_contested, plain="open_objections", align="end"),
        Column(ListColumn.REMARK, value=_remark),
    ),
    filters=(
        Filter(ListColumn.PEER_CLASS, apply=_in_class),
        Filter(ListColumn.SEARCH, kind="text", apply=_named),
    ),
)


def _objection_url(row: Any) -> str:
    return reverse("assessment:objection", args=[row.pk])


def _points(row: Any) -> SafeString:
    return points(row.entry.points)


def _contested_entry(row: Any) -> str:
    code = row.entry.get_code_display()
    return f"{code}: {row.entry.task}" if row.entry.task else code


def _answer_light(row: Any) -> SafeString | None:
    if row.answered_at:
        return None
    days = (row.answer_due_on - clock.today()).days
    return light("overdue" if days < 0 else "near" if days <= NEAR_DAYS else "calm", days)


def _of_unit(before: str) -> Any:
    """Narrows to a unit by its name or code, or by the number that a link of ours says."""

    def narrow(rows: Any, said: str) -> Any:
        if said.isdecimal() and len(said) < 16:
            return rows.filter(Q(**{f"{before}unit": said}) | Q(**{f"{before}unit__code": said}))
        meant = Q(**{f"{before}unit__code": said})
        for name in ("name", "short_name"):
            meant |= Q(**{f"{before}unit__{name}__icontains": said})
        return rows.filter(meant)

    return narrow


SHOWN_WHEN_ANSWERED = (
    *(ListColumn.ENTRY, ListColumn.UNIT, ListColumn.MONTH, ListColumn.POINTS, ListColumn.REASON),
    *(ListColumn.FILED_AT, ListColumn.ANSWERED_AT, ListColumn.ANSWERED_BY, ListColumn.ANSWER),
)

OBJECTIONS = Table(
    "objections",
    columns=(
        Column(ListColumn.ENTRY, value=_contested_entry, link=_objection_url),
        Column(ListColumn.UNIT, value="entry.unit", sort="entry__unit__position", keep=True),
        Column(ListColumn.MONTH, value="entry.month.period", sort="entry__month_id", keep=True),
        Column(ListColumn.POINTS, value=_points, plain="entry.points", align="end"),
        Column(ListColumn.REASON),
        Column(ListColumn.FILED_AT, sort="filed_at", keep=True),
        Column(ListColumn.FILED_BY, keep=True, hide=True),
        Column(ListColumn.ANSWER_DUE_ON, sort="answer_due_on", keep=True),
        Column(ListColumn.LIGHT, value=_answer_light),
        Column(ListColumn.ANSWERED_AT, sort="answered_at", keep=True, hide=True),
        Column(ListColumn.ANSWERED_BY, keep=True, hide=True),
        Column(ListColumn.ANSWER, hide=True),
    ),
    filters=(
        Filter(ListColumn.SEARCH, kind="text", apply=_of_unit("entry__")),
        Filter(ListColumn.REASON, lookup="reason__icontains", kind="text", more=True),
    ),
    order=("answer_due_on",),
)


def listed_objections(state: ObjectionState) -> Table:
    """What waits is listed by its deadline, what was answered by the answer, the latest first."""
    return OBJECTIONS if state == ObjectionState.FILED else ANSWERED


ANSWERED = replace(
    OBJECTIONS,
    columns=tuple(
        replace(column, hide=column.code not in SHOWN_WHEN_ANSWERED) for column in OBJECTIONS.columns
    ),
    order=("-answered_at",),
)


def _proposal_url(row: Any) -> str:
    return reverse("assessment:proposal", args=[row.pk])


def _facts(row: Any) -> str:
    return "; ".join(_fact(each) for each in row.facts.get("standings", ()))


def _fact(found: dict[str, Any]) -> str:
    period = Period.parse(found["period"]).label
    if found["score"] is None:
        return f"{period} {ListWord.UNSCORED.label}"
    said = ListWord.FACT if found["rank"] is None else ListWord.FACT_RANKED
    score = plain_number(Decimal(found["score"]))
    return str(said.label).format(period=period, score=score, rank=found["rank"])


PROPOSALS = Table(
    "proposals",
    columns=(
        Column(ListColumn.KIND, value=lambda row: row.get_kind_display(), link=_proposal_url, keep=True),
        Column(ListColumn.UNIT, sort="unit__position", keep=True),
        Column(ListColumn.PERIOD, value=lambda row: Period.parse(row.period).label, sort="period", keep=True),
        Column(ListColumn.PERSON, keep=True),
        Column(ListColumn.FACTS, value=_facts),
        Column(ListColumn.DECIDER, value=lambda row: DECIDERS[ProposalKind(row.kind)].label, keep=True),
        Column(ListColumn.PROPOSED_AT, sort="proposed_at", keep=True),
        Column(ListColumn.STATE, value=lambda row: pill(row.state, row.get_state_display()), keep=True),
        Column(ListColumn.STATEMENT, hide=True),
        Column(ListColumn.DECIDED_BY, hide=True, keep=True),
        Column(ListColumn.DECIDED_AT, sort="decided_at", hide=True, keep=True),
        Column(ListColumn.DECISION, value="reason", hide=True),
    ),
    filters=(
        Filter(ListColumn.KIND, choices=ProposalKind.choices),
        Filter(ListColumn.UNIT, kind="text", apply=_of_unit("")),
    ),
    order=("-proposed_at", "-id"),
    size=20,
)
