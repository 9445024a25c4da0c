"""What people read of duties: workbooks, records, coverage, versions."""

from .coverage import Coverage, coverage
from .drafting import DutyOffer, duties_to_ask, duty_offers
from .lines import DutyLine
from .posts import (
    Assignments,
    PostBook,
    Responsible,
    assignments,
    duties_of_post,
    duties_without_anybody,
    post_book,
    post_choices,
    responsible_for,
)
from .records import (
    DutyEntry,
    DutySheet,
    ItemSheet,
    duty_entry,
    duty_record_or_404,
    duty_records_named,
    duty_sheet,
    item_sheet,
    to_register,
)
from .versions import (
    VersionSheet,
    draft_or_404,
    version_kinds,
    version_sheet,
    wording_of,
)
from .workbook import ItemLines, Workbook, due_now, duty_unit_or_404, own_duty_unit_id, workbook

__all__ = [
    "Assignments",
    "Coverage",
    "DutyEntry",
    "DutyLine",
    "DutyOffer",
    "DutySheet",
    "ItemLines",
    "ItemSheet",
    "PostBook",
    "Responsible",
    "VersionSheet",
    "Workbook",
    "assignments",
    "coverage",
    "draft_or_404",
    "due_now",
    "duties_of_post",
    "duties_to_ask",
    "duties_without_anybody",
    "duty_entry",
    "duty_offers",
    "duty_record_or_404",
    "duty_records_named",
    "duty_sheet",
    "duty_unit_or_404",
    "item_sheet",
    "own_duty_unit_id",
    "post_book",
    "post_choices",
    "responsible_for",
    "to_register",
    "version_kinds",
    "version_sheet",
    "wording_of",
    "workbook",
]
