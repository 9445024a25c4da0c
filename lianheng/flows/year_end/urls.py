"""Where the years are found."""

from django.urls import path

import lianheng.ui.converters  # noqa: F401

from . import views

app_name = "year_end"
urlpatterns = [
    path("", views.years, name="years"),
    path("<year:period>/", views.year, name="year"),
    path("<year:period>/preparation/", views.preparation, name="preparation"),
    path("<year:period>/publication/", views.publication, name="publication"),
    path("<year:period>/documented/new/", views.new_documented, name="new_documented"),
]
