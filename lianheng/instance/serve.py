"""The house runs: database, worker and web, each brought back when it falls, stopped in order."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from types import FrameType

from . import addresses, home
from .cluster import READY, Cluster, ServerFailed
from .processes import die_with_parent

LOOK_SECONDS = 0.5
PATIENCE_SECONDS = 30
INFANCY_SECONDS = 15
FALLS_BEFORE_GIVING_UP = 3
WEB_PROCESSES = 2
EVERYWHERE = ("127.0.0.1", "0.0.0.0")  # nosec B104 # only what is shown; we listen where the operator says
LOOPBACK = ("127.0.0.1", "::1", "localhost")
LIANHENG = (sys.executable, "-m", "lianheng.cli")
TABLES = ("init", "--tables")
CHECK = ("manage", "check", "--database", "default")
COLLECT = ("manage", "collectstatic", "--noinput", "--clear", "--verbosity", "0")
GUNICORN = (
    *(sys.executable, "-m", "gunicorn", "config.wsgi:application", "--worker-class", "gthread"),
    *("--threads", "4", "--graceful-timeout", "20", "--max-requests", "5000", "--max-requests-jitter", "500"),
    # Otherwise one control socket in the home folder would be shared by all instances.
    *("--no-control-socket", "--log-level", "warning"),
)


@dataclass
class Child:
    """A process that shall run as long as the house does; in its own session, so that Ctrl-C spares it."""

    name: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None
    started: float = 0.0
    falls: int = 0
    has_lived: bool = False

    def keep_running(self) -> None:
        """Start it, or start it again however it ended; one that falls at once waits a little."""
        lived = time.monotonic() - self.started
        if self.process and self.process.poll() is None:
            self.has_lived = self.has_lived or lived > INFANCY_SECONDS
            return
        if self.process:
            self.falls += 1
            self._sweep(self.process.pid)
            _say(f"{self.name} ended ({self.process.returncode}); starting it again")
            time.sleep(max(0.0, 2 - lived))
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

    @property
    def is_hopeless(self) -> bool:
        """It has never lived for long; one that did is brought back for ever."""
        return not self.has_lived and self.falls >= FALLS_BEFORE_GIVING_UP

    def stop(self) -> None:
        """Ask it to end what it is doing; insist when it takes too long."""
        if not self.process or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._sweep(self.process.pid)
            self.process.wait()

    def _sweep(self, session: int) -> None:
        """Whatever it has left behind in its session ends with it."""
        with suppress(ProcessLookupError):
            os.killpg(session, signal.SIGKILL)


class _Bell:
    """Rings once when the operator asks the house to stop."""

    def __init__(self) -> None:
        self.rung = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ring)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        self.rung = True


def serve(host: str, port: int) -> int:
    """Run the product until told to stop."""
    bell = _Bell()
    cluster = Cluster(home.current())
    embedded = addresses.addresses(cluster.home, str(cluster.socket_folder)).is_embedded
    with cluster.in_use() if embedded else nullcontext():
        if not _prepare(host, port):
            return 1
        worker, web = _children(host, port)
        _say(f"http://{'localhost' if host in EVERYWHERE else host}:{port}/")
        try:
            while not (bell.rung or worker.is_hopeless or web.is_hopeless):
                if embedded and cluster.state() != READY:
                    _revive(cluster)
                worker.keep_running()
                web.keep_running()
                time.sleep(LOOK_SECONDS)
        finally:
            worker.stop()
            web.stop()
    return int(not bell.rung)


def _prepare(host: str, port: int) -> bool:
    """Port, tables and assets; in processes of their own, as what they load shall not stay in this one."""
    ready = _is_free(host, port) and _did(*TABLES) and _did(*CHECK)
    return ready and (assets_are_current() or _did(*COLLECT))


def _did(*command: str) -> bool:
    return not subprocess.run([*LIANHENG, *command], env=os.environ | _serving(0), check=False).returncode


def _is_free(host: str, port: int) -> bool:
    """Whether we may listen there; a web server whose house was killed is given time to leave."""
    for attempt in range(PATIENCE_SECONDS):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as taken:
                if attempt == PATIENCE_SECONDS - 1 or taken.errno != errno.EADDRINUSE:
                    _say(f"cannot listen on {host}:{port}: {taken.strerror}; choose another with --port")
                    return False
                time.sleep(LOOK_SECONDS)
            else:
                return True
    return False


def assets_are_current() -> bool:
    """Whether the collected assets are newer than everything they were collected from."""
    built = home.CHECKOUT / "static-built"
    manifest = built / "served" / "staticfiles.json"
    sources = [built / "assets", *(home.CHECKOUT / "lianheng").glob("*/static")]
    files = (file for source in sources for file in source.rglob("*") if file.is_file())
    made = manifest.stat().st_mtime if manifest.exists() else 0
    return made > max((file.stat().st_mtime for file in files), default=0)


def _children(host: str, port: int) -> tuple[Child, Child]:
    listening = ("--bind", f"{host}:{port}", "--workers", str(WEB_PROCESSES))
    work = (sys.executable, "-m", "django", "procrastinate", "worker")
    limits = {
        "DATABASE_STATEMENT_TIMEOUT": "15s",
        "LIANHENG_LOOPBACK": "1" if host in LOOPBACK else "",
        "ALLOWED_HOSTS": home.env("ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{host}"),
    }
    return Child("worker", work, _serving(8)), Child("web", (*GUNICORN, *listening), _serving(8) | limits)


def _serving(pool: int) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "LIANHENG_SERVING": "1",
        "DATABASE_POOL": str(pool),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(home.CHECKOUT), os.environ.get("PYTHONPATH")))),
    }


def _revive(cluster: Cluster) -> None:
    _say("the database ended; starting it again")
    try:
        cluster.restart()
    except ServerFailed as failure:
        _say(str(failure))


def _say(message: str) -> None:
    print(f"lianheng: {message}", file=sys.stderr, flush=True)
