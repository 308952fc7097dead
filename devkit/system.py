"""Debian packages of the machine, installed only when something is missing."""

import os
import shutil
import subprocess
from pathlib import Path

from . import console, paths

#: A Chinese font for PDF reports: the smallest of Debian's (1.6 MB) will do.
CJK_FONT = "fonts-wqy-microhei"

BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def is_debian() -> bool:
    """Tell whether apt is there to help."""
    return shutil.which("apt-get") is not None


def release() -> dict[str, str]:
    """Read /etc/os-release."""
    try:
        text = Path("/etc/os-release").read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    pairs = (line.split("=", 1) for line in text.splitlines() if "=" in line)
    return {key: value.strip('"') for key, value in pairs}


def postgres_bin() -> Path | None:
    """Return the directory of the newest PostgreSQL's server programs."""
    found = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda path: float(path.parent.name),
    )
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def has_chinese_font() -> bool:
    """Ask fontconfig for a font that can print Chinese."""
    if not shutil.which("fc-list"):
        return False
    done = subprocess.run(
        ["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True
    )
    return bool(done.stdout.strip())


def browser() -> str | None:
    """Return the browser that Odoo's tours will find."""
    return next((path for name in BROWSER_NAMES if (path := shutil.which(name))), None)


def ensure(*packages: str, why: str, required: bool = True) -> bool:
    """Install Debian packages; without apt say what is missing."""
    if not packages:
        return True
    wanted = " ".join(packages)
    if not is_debian():
        if required:
            raise console.Abort(f"{why} is missing: install {wanted} and try again.")
        return False
    command = _as_root()
    if command is None:
        message = f"{why} is missing; as root: apt-get install {wanted}"
        if required:
            raise console.Abort(message)
        console.say(f"    {message}")
        return False
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    try:
        console.step("Reading apt's lists", [*command, *quiet, "update"], log="apt")
    except console.Abort as error:
        # Often one unreachable archive of many: the installation will tell.
        console.say(f"    {error}")
    try:
        console.step(
            f"Installing {why} ({wanted})",
            [*command, *quiet, "install", "--no-install-recommends", *packages],
            log="apt-install",
        )
    except console.Abort as error:
        if required:
            raise
        console.say(f"    {error}")
        return False
    return True


def _as_root() -> list[str] | None:
    """Return what to put before a command so that root runs it."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if console.interactive():
        return ["sudo"]
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True)
    return ["sudo", "-n"] if allowed.returncode == 0 else None


def ensure_postgres() -> Path:
    """Return the server programs' directory, installing PostgreSQL if needed."""
    if (found := postgres_bin()) is None:
        ensure("postgresql", why="PostgreSQL")
        found = postgres_bin()
    if found is None:
        raise console.Abort("PostgreSQL is installed, but its initdb is not found.")
    return found


def ensure_reports() -> None:
    """Install what PDF reports need; without it everything else still works."""
    if not has_chinese_font():
        ensure("fontconfig", CJK_FONT, why="a Chinese font", required=False)
    # Debian 13 has no wkhtmltopdf: ask apt once, not at each start.
    given_up = paths.STATE / "no-wkhtmltopdf"
    if shutil.which("wkhtmltopdf") or given_up.exists():
        return
    if not ensure("wkhtmltopdf", why="PDF printing", required=False):
        console.say("    PDF reports stay off.")
        paths.STATE.mkdir(exist_ok=True)
        given_up.touch()


def ensure_browser() -> None:
    """Install Chromium for the browser tests."""
    if browser() is None:
        ensure("chromium", why="Chromium")


def ensure_npm() -> None:
    """Install Debian's npm where there is none."""
    if not shutil.which("npm"):
        ensure("npm", why="npm")
