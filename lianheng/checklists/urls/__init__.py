"""Where the screens of the monthly lists are found."""

from django.urls import path

import lianheng.ui.converters  # noqa: F401
from lianheng.checklists.views import capping, deciding, issued, issuing, lists, proving, reviewing, weighing

app_name = "checklists"
urlpatterns = [
    path("", lists.tasks, name="tasks"),
    path("<int:unit_task_id>/", lists.unit_task, name="unit_task"),
    path("<int:unit_task_id>/submission/", proving.submission, name="submission"),
    path("<int:unit_task_id>/relief/", proving.relief, name="relief"),
    path("<int:unit_task_id>/falsity/", deciding.finding, name="finding"),
    path("<int:unit_task_id>/acceptance/", reviewing.acceptance, name="acceptance"),
    path("<int:unit_task_id>/return/", reviewing.return_, name="return"),
    path("months/", lists.months, name="months"),
    path("months/<month:period>/<int:unit_id>/", lists.month, name="month"),
    path("review/", reviewing.queue, name="review"),
    path("review/opened/", reviewing.opened, name="opened"),
    path("review/<int:unit_task_id>/", reviewing.item, name="review_item"),
    path("reliefs/", deciding.reliefs, name="reliefs"),
    path("reliefs/<int:relief_id>/", deciding.relief, name="relief_answer"),
    path("falsities/", deciding.falsities, name="falsities"),
    path("falsities/<int:falsity_id>/", deciding.falsity, name="falsity"),
    path("issuing/", issuing.desk, name="desk"),
    path("issuing/new/", issuing.new_draft, name="new_draft"),
    path("issuing/again/", issuing.again, name="again"),
    path("issuing/duties/", issuing.duties, name="from_duties"),
    path("issuing/confirmation/", issuing.issue, name="issue"),
    path("issuing/<int:task_id>/", issuing.draft, name="draft"),
    path("issuing/<int:task_id>/removal/", issuing.removal, name="removal"),
    path("issuing/<int:task_id>/merger/", weighing.merger, name="merger"),
    path("issuing/<int:task_id>/reference/", weighing.reference, name="reference"),
    path("issuing/<int:task_id>/due-day/", weighing.due_day, name="due_day"),
    path("issuing/cap-request/", capping.cap_request, name="cap_request"),
    path("caps/", capping.caps, name="caps"),
    path("caps/<int:request_id>/", capping.cap, name="cap"),
    path("closings/", issued.closings, name="closings"),
    path("issued/", issued.issued, name="issued"),
    path("issued/<int:task_id>/", issued.task, name="task"),
    path("issued/<int:task_id>/withdrawal/", issued.withdrawal, name="withdrawal"),
    path("issued/<int:task_id>/replacement/", issued.replacement, name="replacement"),
    path("issued/<int:task_id>/reminders/", issued.reminders, name="reminders"),
]
