"""The embedded server: private, shared, brought back after any death."""

import os
import signal
import stat
import subprocess
import sys
import time

import psycopg
import pytest

from lianheng.instance import addresses, home, roles
from lianheng.instance.cluster import READY, Cluster
from lianheng.instance.processes import working_in

GONE = 2


def where(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> addresses.Addresses:
    """How this very server is reached, whatever the tests themselves run on."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return addresses.addresses(cluster.home, str(cluster.socket_folder))


def killed(cluster: Cluster) -> None:
    """The server's head is gone, without a word."""
    head = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(head, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while cluster.state() == READY and time.monotonic() < deadline:
        time.sleep(0.02)


def test_the_last_to_leave_stops_the_server(cluster):
    with cluster.in_use():
        with Cluster(cluster.home).in_use():
            assert cluster.state() == READY
        assert cluster.state() == READY
    assert cluster.state() == GONE


def test_a_user_who_was_killed_does_not_keep_the_server_alive(cluster):
    code = (
        "import sys, pathlib, time; from lianheng.instance.cluster import Cluster, Home\n"
        "with Cluster(Home(pathlib.Path(sys.argv[1]))).in_use(): print('in', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(cluster.home.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=home.CHECKOUT) as other:
        assert other.stdout.readline() == b"in\n"
        with cluster.in_use():
            other.kill()
            other.wait()
    assert cluster.state() == GONE


def test_a_killed_server_comes_back_with_everything_it_had_confirmed(cluster, monkeypatch):
    with cluster.in_use():
        address = where(cluster, monkeypatch)
        roles.prepare(address)
        with psycopg.connect(address.owner.conninfo()) as owner:
            owner.execute("create table note as select 1 as id")
        killed(cluster)
        cluster.restart()
        with psycopg.connect(address.owner.conninfo()) as owner:
            assert owner.execute("select count(*) from note").fetchone() == (1,)


def test_a_lock_that_names_another_program_does_not_keep_the_server_down(cluster):
    with cluster.in_use():
        lock = (cluster.data / "postmaster.pid").read_text()
    (cluster.data / "postmaster.pid").write_text(lock.replace(lock.split()[0], str(os.getpid()), 1))
    with cluster.in_use():
        assert cluster.state() == READY


def test_a_first_start_that_was_killed_leaves_nothing_in_the_way(new_cluster):
    cluster = new_cluster("one")
    half = cluster.home.folder("pg") / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    with cluster.in_use():
        assert cluster.state() == READY
    assert not half.exists()


def test_two_installations_stand_side_by_side(new_cluster):
    one, two = new_cluster("one"), new_cluster("two")
    with one.in_use(), two.in_use():
        assert one.state() == two.state() == READY
        assert not working_in(one.data) & working_in(two.data)
    assert one.state() == two.state() == GONE


def test_a_long_path_still_finds_a_place_to_listen(new_cluster):
    cluster = new_cluster("a-rather-long-name-" * 8)
    with cluster.in_use():
        assert cluster.state() == READY
        assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700
        assert not cluster.socket_folder.is_relative_to(cluster.home.root)


def test_the_folder_and_its_secrets_are_closed_to_others(cluster):
    file = cluster.home.secret_file("app")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(cluster.home.root.stat().st_mode) == 0o700
    assert cluster.home.secret("app") == Cluster(cluster.home).home.secret("app")


def test_nobody_enters_without_a_password(cluster, monkeypatch):
    with cluster.in_use():
        address = where(cluster, monkeypatch)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"host={cluster.socket_folder} user=postgres dbname=postgres password=")
        roles.prepare(address)
        roles.prepare(address)
        with psycopg.connect(address.app.conninfo()) as app:
            assert app.execute("select current_user").fetchone() == ("lh_app",)
