"""The records behind measures, by kind: how they are called, and where one looks at them."""

from collections.abc import Callable, Iterable, Mapping

from lianheng.checklists import queries as checklists
from lianheng.checklists.queries import Record
from lianheng.organisation.actor import Actor

# Each names those of its records that this actor may see, in their order.
NAMED: Mapping[str, Callable[[Actor, Iterable[int]], list[Record]]] = {
    "checklists.unittask": checklists.unit_task_records,
}
PLACES: Mapping[str, str] = {
    "checklists.unittask": "checklists:unit_task",
    "files.attachment": "files:attachment",
}
