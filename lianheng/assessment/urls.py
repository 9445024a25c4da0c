"""Where the screens of the assessment are found."""

from django.urls import path

import lianheng.ui.converters  # noqa: F401

from .views import (
    ballots,
    cards,
    documented,
    evaluations,
    objections,
    proposals,
    ranking,
    scores,
    sheets,
    years,
)

app_name = "assessment"
urlpatterns = [
    path("scores/", scores.latest, name="scores_latest"),
    path("scores/overview/", scores.overview, name="overview"),
    path("scores/<month:period>/", scores.scores, name="scores"),
    path("scores/<month:period>/sheet/", sheets.sheet, name="score_sheet"),
    path("scores/<month:period>/<int:unit_id>/", scores.score, name="score"),
    path("entries/<int:entry_id>/objection/", objections.new_objection, name="new_objection"),
    path("entries/<int:entry_id>/correction/", objections.correction, name="correction"),
    path("objections/", objections.objections, name="objections"),
    path("objections/<int:objection_id>/", objections.objection, name="objection"),
    path("objections/<int:objection_id>/answer/", objections.answer, name="answer"),
    path("ranking/", ranking.latest, name="ranking_latest"),
    path("ranking/<period:period>/", ranking.ranking, name="ranking"),
    path("ranking/<period:period>/sheet/", sheets.sheet, name="ranking_sheet"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("proposals/<int:proposal_id>/hearing/", proposals.hearing, name="hearing"),
    path("proposals/<int:proposal_id>/statement/", proposals.statement, name="statement"),
    path("proposals/<int:proposal_id>/committee/", proposals.committee, name="committee"),
    path("proposals/<int:proposal_id>/decision/", proposals.decision, name="decision"),
    path("cards/", cards.cards, name="cards"),
    path("cards/<int:card_id>/", cards.card, name="card"),
    path("cards/<int:card_id>/notice.<slug:ending>", cards.notice, name="card_letter"),
    path("cures/<int:cure_id>/proof/", cards.proof, name="cure_proof"),
    path("cures/<int:cure_id>/return/", cards.return_, name="cure_return"),
    path("cures/<int:cure_id>/confirmation/", cards.confirmation, name="confirmation"),
    path("schemes/", scores.schemes, name="schemes"),
    path("years/scores/", years.latest, name="year_scores_latest"),
    path("years/<year:period>/scores/", years.scores, name="year_scores"),
    path("years/<year:period>/scores/<int:unit_id>/", years.score, name="year_score"),
    path("years/items/<int:item_id>/objection/", years.new_objection, name="new_year_objection"),
    path("years/objections/", years.objections, name="year_objections"),
    path("years/objections/<int:objection_id>/", years.objection, name="year_objection"),
    path("years/objections/<int:objection_id>/answer/", years.answer, name="year_answer"),
    path("documented/", documented.documented, name="documented"),
    path("documented/<int:documented_id>/", documented.document, name="document"),
    path("documented/<int:documented_id>/decision/", documented.decision, name="document_decision"),
    path("evaluations/", evaluations.rounds, name="rounds"),
    path("evaluations/new/", evaluations.new_round, name="new_round"),
    path("evaluations/<int:round_id>/", evaluations.round_, name="round"),
    path("evaluations/<int:round_id>/opening/", evaluations.opening, name="round_opening"),
    path("evaluations/<int:round_id>/slips/", evaluations.slips, name="round_slips"),
    path("evaluations/<int:round_id>/closing/", evaluations.closing, name="round_closing"),
    path("evaluations/<int:round_id>/ballot/", ballots.ballot, name="ballot"),
]

# Beside signing in: whoever holds a slip needs no account.
ballot_patterns = [path("ballot/", ballots.by_code, name="ballot_by_code")]
