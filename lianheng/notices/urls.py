"""Where the inbox is found."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("readings/", views.readings, name="readings"),
    path("<int:number>/reading/", views.reading, name="reading"),
]
