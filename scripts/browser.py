"""Prints the path of a Chromium for the browser tests; finds one, else installs one, else names the ways."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
APT = "apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium"
ENVIRONMENT = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}


def found() -> str | None:
    """One that is already there."""
    from playwright.sync_api import sync_playwright

    on_path = [os.environ.get("CHROMIUM") or "", *(shutil.which(name) or "" for name in NAMES)]
    with sync_playwright() as playwright:
        return next(
            (path for path in [*on_path, playwright.chromium.executable_path] if Path(path).is_file()), None
        )


def tried(*command: str) -> str | None:
    """One that this command brings."""
    try:
        subprocess.run(command, check=True, timeout=300, env=ENVIRONMENT, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return found()


path = found()
if not path and os.geteuid() == 0 and shutil.which("apt-get"):
    path = tried("sh", "-c", APT)
path = path or tried(sys.executable, "-m", "playwright", "install", "chromium")
if not path:
    sys.exit(
        "no browser: put chromium on the PATH, or set CHROMIUM, or run: python -m playwright install chromium"
    )
print(path)
