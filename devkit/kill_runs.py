"""``kill-runs``: a depreciation run is killed again and again, and loses nothing.

A database with many layers is copied for every attempt. In each a month is computed and
posted by a process that is killed (SIGKILL) at a random moment and then started again;
lines, entry, layers and uses must be those of an undisturbed run.
"""

import random
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from . import console

SCRIPT = Path(__file__).parent / "scripts" / "depreciation_work.py"
LAYERS, KILLS = 100_000, 10
BEGINS, DIGEST = "begins", "digest"


class Machine(NamedTuple):
    """How to run here.

    ``shell`` is the command of an Odoo shell on a database of that name, ``clone``
    makes the second database anew as a copy of the first.
    """

    shell: Callable[[str], list[str]]
    env: dict[str, str]
    clone: Callable[[str, str], None]


def prove(machine: Machine, source: str, layers: int, kills: int, seed: int) -> int:
    """Fill, run undisturbed, then kill; return the exit status."""
    full, attempt = f"{source}_full", f"{source}_kill"
    console.heading(f"Database: {full}, {layers} layers")
    machine.clone(source, full)
    _finish(_start(machine, full, "fill", layers))
    seconds, expected = _undisturbed(machine, full, attempt)
    console.say(f"undisturbed: {seconds:.1f} s")
    chance, same = random.Random(seed), 0
    for number in range(1, kills + 1):
        machine.clone(full, attempt)
        moment = chance.uniform(0, seconds)
        reached = _kill(_start(machine, attempt, "work"), moment)
        agrees = _digests(_finish(_start(machine, attempt, "work"))) == expected
        same += agrees
        verdict = "the same" if agrees else "DIFFERENT"
        console.say(f"{number:3}. killed after {moment:4.1f} s, {reached}: {verdict}")
    console.say(f"{same} of {kills} are as if never killed")
    return int(same < kills)


def _start(
    machine: Machine, database: str, step: str, layers: int = 0
) -> subprocess.Popen:
    """Start the script in a shell of its own; what it says comes line by line."""
    env = {
        **machine.env,
        "AFTERSALES_KILL_STEP": step,
        "AFTERSALES_KILL_LAYERS": str(layers),
    }
    with SCRIPT.open() as script:
        return subprocess.Popen(
            machine.shell(database),
            env=env,
            stdin=script,
            stdout=subprocess.PIPE,
            text=True,
        )


def _undisturbed(machine: Machine, full: str, attempt: str) -> tuple[float, list[str]]:
    """How long the work takes once it has begun, and what comes out."""
    machine.clone(full, attempt)
    work = _start(machine, attempt, "work")
    _read_until(work, BEGINS)
    began = time.monotonic()
    said = _read_until(work, DIGEST)
    seconds = time.monotonic() - began
    return seconds, _digests([*said[-1:], *_finish(work)])


def _kill(work: subprocess.Popen, moment: float) -> str:
    """End the work ``moment`` seconds after it has begun; say how far it had come."""
    _read_until(work, BEGINS)
    time.sleep(moment)
    work.kill()
    said = [line for line in _rest(work) if not line.startswith(DIGEST)]
    work.wait()
    return said[-1] if said else "computing"


def _finish(work: subprocess.Popen) -> list[str]:
    """Wait for the end; return what was said."""
    said = _rest(work)
    if work.wait():
        raise console.Abort(f"{SCRIPT.name} failed; its error is above.")
    return said


def _read_until(work: subprocess.Popen, start: str) -> list[str]:
    """Read up to the line that begins so."""
    said = []
    for line in work.stdout or ():
        said.append(line.strip())
        if line.startswith(start):
            return said
    raise console.Abort(f"{SCRIPT.name} ended before “{start}”; its error is above.")


def _rest(work: subprocess.Popen) -> list[str]:
    return [line.strip() for line in work.stdout or ()]


def _digests(said: list[str]) -> list[str]:
    return sorted(line for line in said if line.startswith(DIGEST))
