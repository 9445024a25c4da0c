"""The folder of one installation (LIANHENG_HOME): database, files and secrets, closed to everybody else."""

import os
import secrets
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


class Misconfigured(RuntimeError):
    """The installation cannot work as it is set up; says what to change."""


def env(name: str, default: str | None = None) -> str:
    """A setting from the environment; one that must be there is named when it is not."""
    value = os.environ.get(name, default)
    if value is None:
        raise Misconfigured(f"the environment variable {name} is not set; .env.example explains it")
    return value


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one installation."""

    root: Path

    @property
    def files(self) -> Path:
        """Where stored files lie."""
        return self.root / "files"

    @property
    def postgres(self) -> Path:
        """Where the embedded database server lives."""
        return self.root / "pg"

    def folder(self, *parts: str) -> Path:
        """A folder of the installation, made when first asked for, closed to everybody else."""
        folder = self.root.joinpath(*parts)
        for one in (self.root, *(self.root.joinpath(*parts[: n + 1]) for n in range(len(parts)))):
            one.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def sweep(self, *parts: str, older_than: int) -> None:
        """What somebody who was killed left lying there goes, after so many seconds."""
        for left in self.folder(*parts).iterdir():
            with suppress(FileNotFoundError):
                if time.time() - left.stat().st_mtime > older_than:
                    shutil.rmtree(left) if left.is_dir() else left.unlink()

    def secret_file(self, name: str) -> Path:
        """The file of a secret; the secret is drawn when first asked for, by one process only."""
        file = self.folder("secrets") / name
        if not file.exists():
            drawn = file.with_name(f".{name}.{os.getpid()}.{secrets.token_hex(4)}")
            with open(os.open(drawn, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
                out.write(secrets.token_hex(32))
            try:
                os.link(drawn, file)
            except FileExistsError:
                pass
            finally:
                drawn.unlink()
        return file

    def secret(self, name: str) -> str:
        """A secret of this installation."""
        return self.secret_file(name).read_text().strip()


def current() -> Home:
    """The installation that this process belongs to."""
    return Home(Path(env("LIANHENG_HOME", str(CHECKOUT / "var"))).expanduser().resolve())
