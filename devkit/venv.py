"""Virtual environments made from the lock files in ``requirements/``."""

import hashlib
import shutil
import sys
from pathlib import Path

from . import console


def lock_key(lock: Path) -> str:
    """Return what a virtual environment depends on: its lock and the Python."""
    text = lock.read_text(encoding="utf-8")
    version = ".".join(map(str, sys.version_info[:3]))
    return hashlib.sha256(f"{version}\n{text}".encode()).hexdigest()


def ensure(directory: Path, lock: Path, title: str) -> Path:
    """Return the Python of an environment that holds exactly what the lock says.

    A virtual environment cannot be moved, so a half-made one is known by its missing
    stamp and made anew.
    """
    stamp = directory / "lock.sha256"
    python = directory / "bin" / "python"
    key = lock_key(lock)
    if stamp.is_file() and python.exists() and stamp.read_text() == key:
        return python
    if directory.exists():
        shutil.rmtree(directory)
    console.step(
        f"{title}: making the environment",
        [sys.executable, "-m", "venv", directory],
        log=f"{directory.name}-create",
    )
    console.step(
        f"{title}: installing the locked packages (about a minute)",
        [python, "-m", "pip", "install", "--no-deps", "--no-input", "-r", lock],
        log=f"{directory.name}-pip",
    )
    stamp.write_text(key)
    return python
