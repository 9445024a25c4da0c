"""Where handovers are found."""

from django.urls import path

from . import views

app_name = "handovers"
urlpatterns = [
    path("", views.handovers, name="handovers"),
    path("<int:handover_id>/", views.handover, name="handover"),
    path("<int:handover_id>/sheet/", views.sheet, name="sheet"),
    path("<int:handover_id>/signature/", views.signature, name="signature"),
    path("<int:handover_id>/substitution/", views.substitution, name="substitution"),
    path("<int:handover_id>/successor/", views.successor, name="successor"),
    path("<int:handover_id>/acceptance/", views.acceptance, name="acceptance"),
    path("<int:handover_id>/closure/", views.closure, name="closure"),
    path("<int:handover_id>/cancellation/", views.cancellation, name="cancellation"),
]
