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
from .documented import documented_list, documented_or_404, may_propose
from .drafts import (
    backtest_or_404,
    draft_list,
    draft_or_404,
    may_draft,
    months_to_test,
    standard_in_force,
)
from .evaluations import ballot_by_code, ballot_or_404, round_list, round_or_404
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
from .years import (
    scored_years,
    year_item_or_404,
    year_objection_list,
    year_objection_or_404,
    year_score_list_or_404,
    year_score_or_404,
    year_sheet_or_404,
    year_sheets,
)

__all__ = [
    "backtest_or_404",
    "ballot_by_code",
    "ballot_or_404",
    "card_letter_or_404",
    "card_list",
    "card_or_404",
    "cure_or_404",
    "cure_proof_or_404",
    "cure_sheet",
    "documented_list",
    "documented_or_404",
    "draft_list",
    "draft_or_404",
    "entries_in_sight",
    "entry_or_404",
    "latest_month",
    "may_draft",
    "may_propose",
    "month_rows",
    "month_sheet_or_404",
    "month_sheets",
    "months_for_choice",
    "months_to_test",
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
    "round_list",
    "round_or_404",
    "scheme_classes",
    "score_in_brief_or_404",
    "score_list_or_404",
    "score_or_404",
    "score_workbook_or_404",
    "scored_years",
    "scores_by_month",
    "sentence_or_404",
    "standard_in_force",
    "units_in_sight",
    "wanted_state",
    "whole_overview",
    "whole_ranking_or_404",
    "year_item_or_404",
    "year_objection_list",
    "year_objection_or_404",
    "year_score_list_or_404",
    "year_score_or_404",
    "year_sheet_or_404",
    "year_sheets",
]
