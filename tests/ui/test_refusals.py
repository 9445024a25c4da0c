"""What goes wrong is said in the reader's words, with what to do next."""

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.template.loader import render_to_string
from django.test import RequestFactory

from lianheng.instance import asking
from lianheng.kernel.verdict import Refused
from lianheng.ui import views
from lianheng.ui.middleware import RefusalMiddleware
from lianheng.ui.terms import SampleReason


@pytest.fixture
def middleware():
    return RefusalMiddleware(lambda request: None)


@pytest.fixture
def request_():
    request = RequestFactory().post(
        "/tasks/1/submission/", headers={"referer": "http://testserver/tasks/1/?q=a"}
    )
    request._messages = []
    return request


@pytest.fixture(autouse=True)
def _no_frame(settings):
    """The frame's own queries are not what is examined here."""
    options = settings.TEMPLATES[0]["OPTIONS"]
    kept = [name for name in options["context_processors"] if name.startswith("django.template")]
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"OPTIONS": options | {"context_processors": kept}}]


def test_a_refusal_becomes_a_page_with_its_reason_and_the_way_back(middleware, request_):
    refusal = Refused(SampleReason.TOO_LATE, "村级财务公开检查")
    response = middleware.process_exception(request_, refusal)
    said = response.content.decode()
    assert response.status_code == 409
    assert SampleReason.TOO_LATE.label in said
    assert "村级财务公开检查" in said
    assert 'href="/tasks/1/?q=a"' in said


def test_the_way_back_never_leads_to_another_house(middleware, request_):
    request_.META["HTTP_REFERER"] = "http://elsewhere.example/tasks/1/"
    said = middleware.process_exception(request_, Refused(SampleReason.TOO_LATE)).content.decode()
    assert "返回并查看最新情况" not in said


def test_other_failures_are_left_alone(middleware, request_):
    assert middleware.process_exception(request_, ValueError()) is None


def test_what_broke_is_named_by_a_number_and_nothing_else(request_, caplog):
    with asking.begun() as reference:
        response = views.broken(request_)
    assert response.status_code == 500
    assert caplog.records[-1].args[0] == reference
    assert f"<code>{reference}</code>" in response.content.decode()


@pytest.mark.parametrize(("exception", "status"), [(RequestDataTooBig(), 413), (SuspiciousOperation(), 400)])
def test_what_cannot_be_read_and_what_is_too_much_are_told_apart(request_, exception, status):
    assert views.bad_request(request_, exception).status_code == status


@pytest.mark.parametrize(
    "page", ["400", "403", "403_csrf", "404", "500", "503", "ui/too_large", "ui/refused"]
)
@pytest.mark.parametrize("frame", [None, {"person_name": "陈志远", "menu": []}])
def test_an_error_stands_in_the_frame_only_for_those_who_are_inside(page, frame):
    said = render_to_string(f"{page}.html", {"frame": frame} if frame else {})
    assert ("陈志远" in said) == bool(frame)
    assert ('class="bare"' in said) != bool(frame)
    assert 'href="/"' in said


def test_the_gallery_is_not_part_of_a_live_installation(request_):
    with pytest.raises(views.Http404):
        views.components(request_)
