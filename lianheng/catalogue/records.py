"""The records behind measures, by kind: how they are called, and where one looks at them."""

from collections.abc import Callable, Iterable, Mapping

from django.http import Http404
from django.urls import reverse

from lianheng.assessment import queries as assessment
from lianheng.checklists import queries as checklists
from lianheng.checklists.queries import Record
from lianheng.checklists.queries.citing import duty_records
from lianheng.kernel.moments import ZONE
from lianheng.organisation.actor import Actor
from lianheng.talks.queries import talks


def _entries(actor: Actor, numbers: Iterable[int]) -> list[Record]:
    wanted = list(numbers)
    seen = assessment.entries_in_sight(actor, wanted)
    found = [seen[number] for number in wanted if number in seen]
    return [
        Record(each.ref, f"{each.get_code_display()} {each.task} {each.points}", each.month.period.label)
        for each in found
    ]


def _objections(actor: Actor, numbers: Iterable[int]) -> list[Record]:
    wanted = list(numbers)
    seen = assessment.objections_in_sight(actor, wanted)
    found = [seen[number] for number in wanted if number in seen]
    return [
        Record(
            each.ref,
            f"{each.entry.get_code_display()} {each.entry.task} {each.get_state_display()}",
            each.entry.month.period.label,
        )
        for each in found
    ]


def _talks(actor: Actor, numbers: Iterable[int]) -> list[Record]:
    """Of talks only those that this actor may see, by their kind and nothing said in them."""
    wanted = list(numbers)
    seen = talks.visible(actor).in_bulk(wanted)
    found = [seen[number] for number in wanted if number in seen]
    held = (each.held_at.astimezone(ZONE) if each.held_at else None for each in found)
    return [
        Record(each.ref, each.get_kind_display(), f"{at:%Y-%m}" if at else "")
        for each, at in zip(found, held, strict=True)
    ]


def _commitments(actor: Actor, numbers: Iterable[int]) -> list[Record]:
    """What was promised, for whoever may see the talk in which it was."""
    wanted = list(numbers)
    seen = talks.commitments_in_sight(actor, wanted)
    found = [seen[number] for number in wanted if number in seen]
    return [Record(each.ref, each.what, each.due_on.isoformat()) for each in found]


def _of_entry(actor: Actor, number: int) -> str:
    """A line of the ledger is looked at in the score to which it belongs."""
    entry = assessment.entries_in_sight(actor, [number]).get(number)
    if entry is None:
        raise Http404
    return reverse("assessment:score", args=[entry.month.period, entry.unit_id])


# Each names those of its records that this actor may see, in their order.
NAMED: Mapping[str, Callable[[Actor, Iterable[int]], list[Record]]] = {
    "checklists.unittask": checklists.unit_task_records,
    "checklists.dutyrecord": duty_records,
    "assessment.entry": _entries,
    "assessment.objection": _objections,
    "talks.talk": _talks,
    "talks.commitment": _commitments,
}
# Where each is looked at; whether one may is asked there.
PLACES: Mapping[str, Callable[[Actor, int], str]] = {
    "checklists.unittask": lambda actor, number: reverse("checklists:unit_task", args=[number]),
    "checklists.dutyrecord": lambda actor, number: reverse("duties:record", args=[number]),
    "files.attachment": lambda actor, number: reverse("files:attachment", args=[number]),
    "assessment.entry": _of_entry,
    "assessment.objection": lambda actor, number: reverse("assessment:objection", args=[number]),
    "talks.talk": lambda actor, number: reverse("talks:talk", args=[number]),
    "talks.commitment": lambda actor, number: reverse("talks:commitment", args=[number]),
}
