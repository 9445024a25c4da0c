"""Where the months are found."""

from django.urls import path

import lianheng.ui.converters  # noqa: F401

from . import views

app_name = "periods"
urlpatterns = [
    path("", views.periods, name="periods"),
    path("<month:period>/", views.period, name="period"),
    path("<month:period>/tally/", views.tally, name="tally"),
    path("<month:period>/publication/", views.publication, name="publication"),
]
