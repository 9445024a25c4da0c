"""Where the workbench, the search and the handover sheet are found."""

from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("", views.workbench, name="workbench"),
    path("stranded/", views.stranded_work, name="stranded"),
    path("digest/", views.morning, name="digest"),
    path("search/", views.search, name="search"),
    path("people/<int:person_id>/handover/", views.handover_sheet, name="handover"),
]
