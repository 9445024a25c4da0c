"""Where everything is found."""

from django.urls import include, path

from lianheng.assessment.urls import ballot_patterns
from lianheng.organisation.urls import account_patterns

handler400 = "lianheng.ui.views.bad_request"
handler500 = "lianheng.ui.views.broken"
urlpatterns = [
    path("tasks/", include("lianheng.checklists.urls")),
    path("duties/", include("lianheng.checklists.urls.duties")),
    path("", include("lianheng.home.urls")),
    path("", include("lianheng.manual.urls")),
    path("notices/", include("lianheng.notices.urls")),
    path("measures/", include("lianheng.catalogue.urls")),
    path("years/", include("lianheng.flows.year_end.urls")),
    path("schemes/drafts/", include("lianheng.flows.backtest.urls")),
    path("periods/", include("lianheng.flows.periods.urls")),
    path("reviews/", include("lianheng.flows.month_review.urls")),
    path("files/", include("lianheng.flows.attachments.urls")),
    path("handovers/", include("lianheng.flows.handovers.urls")),
    path("downloads/", include("lianheng.flows.downloads.urls")),
    path("imports/", include("lianheng.flows.imports.urls")),
    path("state/", include("lianheng.flows.state.urls")),
    path("talks/", include("lianheng.talks.urls")),
    path("ui/", include("lianheng.ui.urls")),
    path("", include("lianheng.assessment.urls")),
    path("account/", include(account_patterns)),
    path("account/", include((ballot_patterns, "ballots"))),
    path("", include("lianheng.organisation.urls")),
]
