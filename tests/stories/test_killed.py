"""F01: the web server is killed in the middle of an answer; in the end what was sent is done once."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from psycopg.conninfo import make_conninfo

from lianheng.instance import home
from lianheng.journal.models import SentForm
from lianheng.organisation.terms import Role
from lianheng.papers.models import ImportBatch
from tests.factories.organisation import CommissionFactory, person_in, signed_in

PATIENCE = 60
LIST = "单位编码,单位名称,类别\nT1,梅林镇纪委,乡镇\n".encode()
WAITING = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = %s"


def conninfo() -> str:
    """Another way into the database of this test."""
    where = connection.settings_dict
    said = {name.lower(): where[name] for name in ("HOST", "PORT", "USER", "PASSWORD") if where[name]}
    return make_conninfo(dbname=where["NAME"], **said)


def is_waiting() -> bool:
    """Whether somebody waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [connection.settings_dict["NAME"]])
        return bool(cursor.fetchone()[0])


def until(is_so) -> None:
    """Wait for it; a test that waits for ever says nothing."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


class Served:
    """The product behind its real web server, on the database of this test."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        where = connections["default"].settings_dict
        login = f"{where['USER']}:{quote(where['PASSWORD'])}"
        host, port = quote(where["HOST"], safe=""), where["PORT"]
        address = f"postgresql://{login}@/{where['NAME']}?host={host}" + (f"&port={port}" if port else "")
        command = ("-m", "gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{self.port}")
        command += ("--workers", "1", "--threads", "2", "--worker-class", "gthread", "--no-control-socket")
        told = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings"}
        kept = {name: said for name, said in os.environ.items() if not name.startswith("DATABASE")}
        self.process = subprocess.Popen(
            [sys.executable, *command],
            env=kept | told,
            cwd=home.CHECKOUT,
            stderr=subprocess.DEVNULL,
        )

    @property
    def worker(self) -> int:
        """The process that answers; none while there is none."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0]) if children else 0

    def is_open(self) -> bool:
        """Whether somebody listens."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def send(self, client: Client) -> tuple[int, str]:
        """The form with its file, as a browser sends it; the status and where it leads."""
        token = client.cookies["__test_token"].value
        cookies = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        said = {"csrfmiddlewaretoken": token, "once": "first", "file": SimpleUploadedFile("units.csv", LIST)}
        sender = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {
            "Content-Type": MULTIPART_CONTENT,
            "Cookie": f"{cookies}; {settings.CSRF_COOKIE_NAME}={token}",
        }
        try:
            sender.request("POST", "/imports/units/", encode_multipart(BOUNDARY, said), headers)
            response = sender.getresponse()
            return response.status, response.headers.get("Location", "")
        finally:
            sender.close()

    def stop(self) -> None:
        """By the number of the process that was started here."""
        self.process.terminate()
        self.process.wait(PATIENCE)


def with_both_factors(client: Client) -> None:
    """As if the phone had been asked, too: the real server demands it."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()


@pytest.fixture
def served(transactional_db):
    """Stopped whatever happens."""
    server = Served()
    try:
        until(server.is_open)
        yield server
    finally:
        server.stop()


# Held by somebody else: the first stops the form before it is done, the second when it is being confirmed.
HELD = {
    "lock table papers_importbatch in share mode": 0,
    "select 1 from organisation_person for update": 1,
}


@pytest.mark.parametrize("held", HELD)
def test_f01_a_form_whose_server_is_killed_is_done_or_not_done_and_sent_again_done_once(served, held):
    client = signed_in(Client(), person_in(CommissionFactory(), Role.SYSTEM_ADMIN))
    client.cookies["__test_token"] = "a" * 32
    with_both_factors(client)
    ends: list[object] = []

    def send() -> None:
        try:
            ends.append(served.send(client))
        except (OSError, HTTPException) as lost:
            ends.append(lost)

    with psycopg.connect(conninfo()) as other:
        other.execute(held)
        sender = Thread(target=send)
        sender.start()
        until(is_waiting)
        killed = served.worker
        os.kill(killed, signal.SIGKILL)
        sender.join(PATIENCE)
    assert isinstance(ends[0], Exception), ends  # nobody was told that it was done
    until(lambda: not is_waiting())
    until(lambda: served.worker not in (0, killed))
    assert ImportBatch.objects.count() == SentForm.objects.count() == HELD[held]

    again = [served.send(client) for _ in range(3)]
    assert {status for status, _ in again} == {302}
    assert len(set(again)) == 1
    assert ImportBatch.objects.count() == SentForm.objects.count() == 1
