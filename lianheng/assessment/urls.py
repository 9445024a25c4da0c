"""Where the screens of the assessment are found."""

from django.urls import path

import lianheng.ui.converters  # noqa: F401

from .views import cards, objections, proposals, ranking, scores, sheets

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
]
