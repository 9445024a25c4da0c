"""Where imports are found."""

from django.urls import path

from . import views

app_name = "imports"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("<int:import_id>/", views.one_import, name="import"),
    path("<int:import_id>/columns/", views.columns, name="columns"),
    path("<int:import_id>/rows/", views.rows, name="rows"),
    path("<int:import_id>/problems/", views.problems, name="problems"),
    path("<int:import_id>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("<slug:kind>/", views.upload, name="upload"),
    path("<slug:kind>/example/", views.example, name="example"),
]
