"""Where everything is found."""

from django.urls import include, path

urlpatterns = [
    path("", include("lianheng.assessment.urls")),
    path("account/", include("allauth.account.urls")),
]
