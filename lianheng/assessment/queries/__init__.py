"""What people read of the assessment."""

from .cards import (
    card_letter_or_404,
    card_list,
    card_or_404,
    cure_or_404,
    cure_proof_or_404,
    cure_sheet,
    proposal_behind_card,
)
from .closing import month_sheet_or_404, month_sheets
from .months import latest_month, month_rows, months_for_choice
from .names import objections_named, proposals_named
from .objections import (
    entry_or_404,
    objection_list,
    objection_or_404,
    objection_rows,
    objections_about,
    wanted_state,
)
from .overview import overview, whole_overview
from .proposals import proposal_list, proposal_or_404, proposal_rows, proposal_sheets, proposals_about
from .ranking import (
    ranking_classes,
    ranking_or_404,
    ranking_periods,
    ranking_sheet_or_404,
    whole_ranking_or_404,
)
from .reviews import (
    entries_in_sight,
    objections_in_sight,
    review_month_or_404,
    review_months,
    review_or_404,
    review_rights,
    review_sentences,
    sentence_or_404,
    units_in_sight,
)
from .schemes import scheme_classes
from .score_list import score_list_or_404
from .scores import own_unit_id, score_in_brief_or_404, score_or_404, scores_by_month
from .sheets import score_workbook_or_404

__all__ = [
    "card_letter_or_404",
    "card_list",
    "card_or_404",
    "cure_or_404",
    "cure_proof_or_404",
    "cure_sheet",
    "entries_in_sight",
    "entry_or_404",
    "latest_month",
    "month_rows",
    "month_sheet_or_404",
    "month_sheets",
    "months_for_choice",
    "objection_list",
    "objection_or_404",
    "objection_rows",
    "objections_about",
    "objections_in_sight",
    "objections_named",
    "overview",
    "own_unit_id",
    "proposal_behind_card",
    "proposal_list",
    "proposal_or_404",
    "proposal_rows",
    "proposal_sheets",
    "proposals_about",
    "proposals_named",
    "ranking_classes",
    "ranking_or_404",
    "ranking_periods",
    "ranking_sheet_or_404",
    "review_month_or_404",
    "review_months",
    "review_or_404",
    "review_rights",
    "review_sentences",
    "scheme_classes",
    "score_in_brief_or_404",
    "score_list_or_404",
    "score_or_404",
    "score_workbook_or_404",
    "scores_by_month",
    "sentence_or_404",
    "units_in_sight",
    "wanted_state",
    "whole_overview",
    "whole_ranking_or_404",
]
