"""Where the inbox is found."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("readings/", views.readings, name="readings"),
    path("channel/", views.channel, name="channel"),
    path("channel/confirmation/", views.confirmation, name="confirmation"),
    path("channel/end/", views.channel_end, name="channel_end"),
    path("<int:number>/reading/", views.reading, name="reading"),
]
