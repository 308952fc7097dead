"""What the user sees: headings, progress of long steps, and plain errors."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import paths

#: Seconds between two signs of life while a step is silent.
HEARTBEAT = 15


class Abort(Exception):
    """An error the user can act on; printed without a traceback."""


_output = {"stream": "stdout"}


def to_stderr() -> None:
    """Keep standard output free for what a command itself prints."""
    _output["stream"] = "stderr"


def say(text: str) -> None:
    """Print one line at once, so that it keeps its place beside child output."""
    print(text, file=getattr(sys, _output["stream"]), flush=True)


def heading(text: str) -> None:
    """Announce a step."""
    say(f"==> {text}")


def tail(log: Path, lines: int = 30) -> str:
    """Return the last lines of a log file."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    return "\n".join(text.splitlines()[-lines:])


def step(
    title: str,
    command: Sequence[str | Path],
    *,
    log: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stdin: str | None = None,
    hint: str = "",
) -> str:
    """Run a long command into ``.odoo/log/<log>.log`` and show that it lives.

    Returns the log's text. On failure the end of the log is part of the message.
    """
    heading(title)
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    path = paths.LOGS / f"{log}.log"
    started = time.monotonic()
    with path.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            text=True,
        )
        try:
            if stdin is not None and process.stdin is not None:
                process.stdin.write(stdin)
                process.stdin.close()
            _wait(process, started)
        except BaseException:
            stop(process)
            raise
    if process.returncode:
        raise Abort(
            f"{title}: failed (exit {process.returncode}).\n{tail(path)}\n"
            f"The whole log: {os.path.relpath(path)}" + (f"\n{hint}" if hint else "")
        )
    return path.read_text(encoding="utf-8", errors="replace")


def _wait(process: subprocess.Popen[str], started: float) -> None:
    """Wait for ``process``, saying every now and then how long it has taken."""
    while True:
        try:
            process.wait(timeout=HEARTBEAT)
        except subprocess.TimeoutExpired:
            say(f"    … {time.monotonic() - started:.0f} s")
        else:
            return


def attached(command: Sequence[str | Path], **kwargs: Any) -> int:
    """Run a command that has the terminal, and return its exit status.

    Ctrl-C reaches it directly and is its own business: we just wait for its end.
    """
    process = subprocess.Popen([str(part) for part in command], text=True, **kwargs)
    # A function, not SIG_IGN, which the child would inherit.
    previous = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, previous)
        stop(process)


def stop(process: subprocess.Popen[str], patience: float = 15) -> None:
    """End a child process: politely first."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def capture(command: Sequence[str | Path], **kwargs: Any) -> str:
    """Run a short command and return its output; an error becomes an `Abort`."""
    parts = [str(part) for part in command]
    done = subprocess.run(
        parts, capture_output=True, text=True, stdin=subprocess.DEVNULL, **kwargs
    )
    if done.returncode:
        raise Abort(f"{' '.join(parts)}: {done.stderr.strip() or done.stdout.strip()}")
    return str(done.stdout)


def interactive() -> bool:
    """Tell whether somebody can be asked for a password (never in CI)."""
    return sys.stdin.isatty() and not os.environ.get("CI")
