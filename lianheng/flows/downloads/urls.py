"""Where the download centre is found."""

from django.urls import path

from . import views

app_name = "downloads"
urlpatterns = [
    path("", views.downloads, name="downloads"),
    path("<int:download_id>/file/", views.file, name="file"),
]
