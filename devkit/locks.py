"""Locks between two ``./run`` of one checkout; the kernel frees them on a crash."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from . import console, paths


@contextmanager
def exclusive(name: str) -> Iterator[None]:
    """Let one ``./run`` at a time into a stretch of work; the others wait."""
    paths.STATE.mkdir(exist_ok=True)
    with (paths.STATE / f"{name}.lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            console.say(f"    waiting for another ./run ({name})")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Users:
    """Counts the running ``./run`` that use a shared thing, here the database server.

    Each holds a shared lock; who gets the exclusive one is the last to leave.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._handle: IO[str] | None = None

    def enter(self) -> None:
        """Register this process."""
        paths.STATE.mkdir(exist_ok=True)
        self._handle = (paths.STATE / f"{self._name}.users").open("a")
        fcntl.flock(self._handle, fcntl.LOCK_SH)

    def leave(self, last: Callable[[], object]) -> None:
        """Unregister; who is the last one calls ``last``, while newcomers wait."""
        if self._handle is None:
            return
        with self._handle as handle:
            self._handle = None
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            last()
