"""A pytest plugin: tests that run side by side each have their own files.

Odoo collects the garbage of the filestore after every class of tests. pytest-odoo lets
the copies of a database share one filestore, and what one process has not committed yet
looks like garbage to the other.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest_odoo

from . import database


@contextmanager
def own_filestore(original: str, name: str) -> Iterator[None]:
    """Give the database ``name``, a copy of ``original``, files of its own."""
    if name == original:
        yield
        return
    database.link_files(original, name)
    try:
        yield
    finally:
        shutil.rmtree(database.filestore(name), ignore_errors=True)


# There is no option for it.
pytest_odoo._shared_filestore = own_filestore
