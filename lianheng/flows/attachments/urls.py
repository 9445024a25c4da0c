"""Where files are found."""

from django.urls import path

from . import views

app_name = "files"
urlpatterns = [path("<int:attachment_id>/", views.attachment, name="attachment")]
