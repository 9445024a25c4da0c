"""Where drafts of the scheme and their back-tests are found."""

from django.urls import path

from . import views

app_name = "backtest"
urlpatterns = [
    path("new/", views.new_draft, name="new_draft"),
    path("file/", views.draft_file, name="draft_file"),
    path("<int:draft_id>/", views.draft, name="draft"),
    path("<int:draft_id>/facts/", views.draft_facts, name="draft_facts"),
    path("<int:draft_id>/trials/", views.trials, name="trials"),
    path("<int:draft_id>/adoption/", views.adoption, name="adoption"),
    path("<int:draft_id>/removal/", views.removal, name="removal"),
    path("backtests/<int:backtest_id>/", views.backtest, name="backtest"),
]
