"""Whatever is answered, to whomever, carries the headers that a browser needs to keep others out."""

import logging
import re

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError, transaction
from django.test import Client

from lianheng.instance.asking import Numbered
from lianheng.kernel import clock
from tests.house import access
from tests.house.tree import none

WANTED = {
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
NOT_KEPT = {"Cache-Control": "no-store"}
FRAMED_BY_NOBODY = "frame-ancestors 'none'"
CANARY = "密钥在此"


@pytest.fixture
def world(db, tmp_path, monkeypatch) -> access.World:
    """A small district, whose files lie in a folder of their own."""
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    return access.world()


def missing(response, wanted=WANTED | NOT_KEPT):
    """The headers that an answer lacks."""
    lacking = [name for name, said in wanted.items() if said not in response.headers.get(name, "")]
    policy = response.headers.get("Content-Security-Policy", "")
    lacking += [] if FRAMED_BY_NOBODY in policy else [FRAMED_BY_NOBODY]
    return lacking + [word for word in ("unsafe", "*") if word in policy]


@pytest.mark.parametrize("who", [access.ANONYMOUS, "leader", "unit_clerk"])
def test_g66_every_address_answers_with_all_headers_whatever_the_status(world, who):
    client, statuses, lacking = world.client(who), set(), []
    with clock.standing_at(access.TODAY):
        for route in access.routes():
            for ask in (client.get, client.post, client.put):
                with transaction.atomic():
                    response = ask(world.address(route))
                    b"".join(response)
                    transaction.set_rollback(True)
                statuses.add(response.status_code)
                lacking += [f"{route} {response.status_code}: {name}" for name in missing(response)]
    none(lacking)
    assert {302, 404, 405} <= statuses or who == access.ANONYMOUS


def failing(world, monkeypatch, failure):
    """The leader's workbench, whose query fails so."""

    def fail(*args, **kwargs):
        raise failure

    monkeypatch.setattr("lianheng.home.queries.workbench", fail)
    client = world.client("leader")
    client.raise_request_exception = False
    return client.get("/")


@pytest.mark.parametrize(
    ("failure", "status", "said"),
    [
        (RuntimeError(CANARY), 500, "系统出错"),
        (OperationalError(CANARY), 503, "请稍后再试"),
        (SuspiciousOperation(CANARY), 400, "请求无法识别"),
        (RequestDataTooBig(CANARY), 413, "内容过大"),
    ],
)
def test_g66_what_breaks_answers_with_them_too_and_says_only_a_number(
    world, monkeypatch, caplog, failure, status, said
):
    caplog.handler.addFilter(Numbered())
    response = failing(world, monkeypatch, failure)
    page = response.content.decode()
    assert (response.status_code, missing(response)) == (status, [])
    assert said in page
    assert CANARY not in page
    assert not re.search("Traceback|RuntimeError|Error|lianheng[./]", page)
    if status >= 500:
        reference = re.search("<code>([0-9A-F]{8})</code>", page)[1]
        told = [each for each in caplog.records if each.levelno >= logging.ERROR]
        assert {each.request_number for each in told} == {reference}
        assert any(each.exc_info for each in told)


def test_f32_a_database_that_has_no_time_is_answered_by_please_try_again(world, monkeypatch):
    response = failing(world, monkeypatch, OperationalError("canceling statement due to statement timeout"))
    assert response.headers["Retry-After"] == "10"
    assert "数据没有改动" in response.content.decode()


def test_g66_what_comes_from_elsewhere_is_refused_with_them(world):
    client = world.client("leader")
    for said in ("cross-site", "same-site"):
        response = client.post("/account/logout/", headers={"Sec-Fetch-Site": said})
        assert (response.status_code, missing(response)) == (403, [])
        assert "页面已过期" in response.content.decode()
    assert client.get("/").status_code == 200  # nobody was signed out


def test_what_is_too_much_is_refused_before_it_is_read(world):
    response = world.client("leader").post("/tasks/issuing/new/", CONTENT_LENGTH=str(201 * 1024 * 1024))
    assert (response.status_code, missing(response)) == (413, [])
    assert "内容过大" in response.content.decode()


def test_m52_a_form_without_its_token_does_nothing_and_says_so_in_chinese(world):
    client = world.client("leader")
    client.handler.enforce_csrf_checks = True
    response = client.post("/account/logout/", headers={"Sec-Fetch-Site": "same-origin"})
    assert (response.status_code, missing(response)) == (403, [])
    assert "页面已过期" in response.content.decode()
    assert client.get("/").status_code == 200


def test_m52_looking_from_elsewhere_is_not_sending(world):
    assert world.client("leader").get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_g66_a_name_that_is_not_ours_is_answered_with_them():
    response = Client(raise_request_exception=False).get("/", headers={"host": "elsewhere.example"})
    assert (response.status_code, missing(response)) == (400, [])


def test_g66_assets_carry_them_and_may_be_kept(settings, db, tmp_path):
    (tmp_path / "page.css").write_text("p{}")
    settings.STATIC_ROOT = tmp_path
    response = Client().get("/static/page.css")
    assert response.status_code == 200
    assert b"".join(response) == b"p{}"
    response.close()
    assert not missing(response, WANTED)
    assert "public" in response.headers["Cache-Control"]


def test_g66_under_https_the_browser_comes_back_by_https_only(settings, db):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert (
        Client().get("/account/login/", secure=True).headers["Strict-Transport-Security"]
        == "max-age=31536000"
    )
    assert "Strict-Transport-Security" not in Client().get("/account/login/").headers
