"""Where the manual and the walks are found."""

from django.urls import path

from . import views

app_name = "manual"
urlpatterns = [
    path("manual/", views.contents, name="contents"),
    path("manual/guidance/", views.guidance, name="guidance"),
    path("manual/images/<slug:image>.png", views.image, name="image"),
    path("manual/<slug:chapter>/", views.chapter, name="chapter"),
    path("capabilities/", views.capabilities, name="capabilities"),
    path("walks/", views.walks, name="walks"),
    path("walks/<slug:walk>/", views.walk, name="walk"),
]
