"""Whatever is answered, to whomever, carries the headers that a browser needs to keep others out."""

import pytest
from django.db import transaction
from django.test import Client

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


@pytest.fixture
def world(db, tmp_path, monkeypatch) -> access.World:
    """A small district, whose files lie in a folder of their own."""
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    return access.world()


def missing(response):
    """The headers that an answer lacks."""
    return [name for name, said in WANTED.items() if said not in response.headers.get(name, "")]


@pytest.mark.parametrize("who", [access.ANONYMOUS, "leader", "unit_clerk"])
def test_g66_every_address_answers_with_all_headers_whatever_the_status(world, who):
    client, statuses, lacking = world.client(who), set(), []
    with clock.standing_at(access.TODAY):
        for route in access.routes():
            for ask in (client.get, client.post):
                with transaction.atomic():
                    response = ask(world.address(route))
                    b"".join(response)
                    transaction.set_rollback(True)
                statuses.add(response.status_code)
                lacking += [f"{route} {response.status_code}: {name}" for name in missing(response)]
    none(lacking)
    assert {302, 404, 405} <= statuses or who == access.ANONYMOUS


def test_g66_what_breaks_answers_with_them_too_and_says_only_a_number(world, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("密钥在此")

    monkeypatch.setattr("lianheng.home.queries.workbench", broken)
    client = world.client("leader")
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert not missing(response)
    assert "密钥在此" not in response.content.decode()
    assert Client().get("/nowhere/").headers["Permissions-Policy"]
