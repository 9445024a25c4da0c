"""Where talks are found."""

from django.urls import path

from .views import arranging, following, letters, recording, talks

app_name = "talks"
urlpatterns = [
    path("", talks.talks, name="talks"),
    path("<int:talk_id>/", talks.talk, name="talk"),
    path("<int:talk_id>/plan/", arranging.plan, name="plan"),
    path("<int:talk_id>/notice/", arranging.notice, name="notice"),
    path("<int:talk_id>/notice.<slug:ending>", letters.notice, name="notice_letter"),
    path("<int:talk_id>/postponement/", arranging.postponement, name="postponement"),
    path("<int:talk_id>/cancellation/", arranging.cancellation, name="cancellation"),
    path("<int:talk_id>/record/", recording.record, name="record"),
    path("<int:talk_id>/record.<slug:ending>", letters.record, name="record_letter"),
    path("<int:talk_id>/confirmation/", recording.confirmation, name="confirmation"),
    path("<int:talk_id>/refusal/", recording.refusal, name="refusal"),
    path("<int:talk_id>/signature/", recording.signature, name="signature"),
    path("<int:talk_id>/closure/", recording.closure, name="closure"),
    path("commitments/<int:commitment_id>/", following.commitment, name="commitment"),
    path("commitments/<int:commitment_id>/report/", following.report, name="report"),
    path("commitments/<int:commitment_id>/kept/", following.kept, name="kept"),
    path("commitments/<int:commitment_id>/return/", following.return_, name="return"),
]
