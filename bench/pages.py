"""Pages against the bare page, under the same server, in the same run, with one client and with eight."""

import http.client
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median

REQUESTS = 200
WORKERS = 2


@contextmanager
def served(app: str, settings: str):
    """The application under gunicorn with two workers, on a free port of loopback, for this block."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", app, "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS),
        "-k", "gthread", "--threads", "4", "--no-control-socket", "--log-level", "error",
        "--keep-alive", "30",
    ]  # fmt: skip
    server = subprocess.Popen(
        command,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings, "LIANHENG_SERVING": "1", "DATABASE_POOL": "8"},
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"no server on port {port}")


def milliseconds(port: int, path: str, cookie: str, clients: int) -> float:
    """The median of 200 requests, so many at a time, each client keeping its connection."""
    share = REQUESTS // clients
    with ThreadPoolExecutor(clients) as pool:
        runs = pool.map(lambda _: _walk(port, path, cookie, share), range(clients))
        return median(each for run in runs for each in run)


def _walk(port: int, path: str, cookie: str, count: int) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    for number in range(count + 5):
        start = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie, "Host": "localhost"})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
        if number >= 5:
            times.append((time.perf_counter() - start) * 1000)
    return times


def compare(pages: dict[str, tuple[str, str, float]], bare_cookie: str) -> None:
    """Print each page's median as so many bare pages, beside the bound."""
    with (
        served("bench.bare_page:application", "bench.bare") as bare_port,
        served("config.wsgi:application", "config.settings") as port,
    ):
        for clients in (1, 8):
            bare = milliseconds(bare_port, "/", bare_cookie, clients)
            print(f"{clients} client(s): bare page {bare:.1f} ms")
            for name, (path, cookie, bound) in pages.items():
                took = milliseconds(port, path, cookie, clients)
                verdict = "met" if took <= bound * bare else "MISSED"
                print(
                    f"  {name}: {took:.1f} ms = {took / bare:.1f} bare pages (bound {bound:g}) {verdict}",
                    flush=True,
                )
