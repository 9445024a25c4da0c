"""Where the measures are explained."""

from django.urls import path

from . import views

app_name = "catalogue"
urlpatterns = [
    path("", views.measures, name="measures"),
    path("records/<str:kind>/<int:number>/", views.record, name="record"),
    path("<str:code>/", views.measure, name="measure"),
    path("<str:code>/<int:unit_id>/", views.grounds, name="grounds"),
]
