"""Where the measures are explained."""

from django.urls import path

from . import views

app_name = "catalogue"
urlpatterns = [path("", views.measures, name="measures")]
