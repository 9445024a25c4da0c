"""Where everything is found."""

from django.urls import include, path

handler400 = "lianheng.ui.views.bad_request"
handler500 = "lianheng.ui.views.broken"
urlpatterns = [
    path("ui/", include("lianheng.ui.urls")),
    path("", include("lianheng.assessment.urls")),
    path("account/", include("allauth.account.urls")),
]
