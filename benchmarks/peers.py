"""Fetches the peers from PyPI into a directory of their own, outside the checkout."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).parent / "requirements-peers.txt"


def cache() -> Path:
    """Return where the peers are kept between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "aftersales-odoo" / "peers"


def versions() -> dict[str, str]:
    """Return the pinned version of each peer's addon.

    >>> sorted(versions())[0]
    'account_asset_management'
    """
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {name.removeprefix("odoo-addon-"): version for name, version in pins}


def ensure() -> Path:
    """Return an addons path with exactly the pinned peers."""
    key = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    target = cache() / key
    if not target.is_dir():
        print("==> Peers: installing from PyPI", flush=True)
        fresh = target.with_suffix(f".{os.getpid()}")
        command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-input"]
        options = ["-q", "--target", str(fresh), "-r", str(REQUIREMENTS)]
        subprocess.run([*command, *options], check=True)
        try:
            fresh.rename(target)
        except OSError:  # another run was faster
            shutil.rmtree(fresh)
    return target / "odoo" / "addons"
