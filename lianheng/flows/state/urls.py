"""Where the state of the installation is found."""

from django.urls import path

from . import views

app_name = "state"
urlpatterns = [path("", views.state, name="state")]
