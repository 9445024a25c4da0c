"""Where the screens of duties are found."""

from django.urls import path

import lianheng.ui.converters  # noqa: F401
from lianheng.checklists.views import duties, duty_versions

app_name = "duties"
urlpatterns = [
    path("", duties.own, name="own"),
    path("<int:unit_id>/", duties.workbook, name="workbook"),
    path("<int:unit_id>/posts/", duties.posts, name="posts"),
    path("<int:unit_id>/register/<month:period>/", duties.register, name="register"),
    path("<int:unit_id>/items/<slug:key>/", duties.item, name="item"),
    path("<int:unit_id>/items/<slug:key>/<month:period>/", duties.entry, name="entry"),
    path("posts/<int:post_id>/", duties.post, name="post"),
    path("records/<int:record_id>/", duties.record, name="record"),
    path("records/<int:record_id>/withdrawal/", duties.withdrawal, name="withdrawal"),
    path("coverage/", duties.coverage, name="coverage"),
    path("versions/", duty_versions.versions, name="versions"),
    path("versions/new/", duty_versions.new_version, name="new_version"),
    path("versions/<int:version>/", duty_versions.version, name="version"),
    path("versions/<int:version>/removal/", duty_versions.removal, name="removal"),
    path("versions/<int:version>/adoption/", duty_versions.adoption, name="adoption"),
    path("versions/<int:version>/items/new/", duty_versions.new_item, name="new_wording"),
    path("versions/<int:version>/items/<slug:key>/", duty_versions.item, name="wording"),
    path("versions/<int:version>/items/<slug:key>/removal/", duty_versions.striking, name="striking"),
]
