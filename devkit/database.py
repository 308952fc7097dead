"""Databases: a template with all dependencies, and clones of it.

A database is ready when its comment says so; whatever else carries our names is left
from an interrupted run and is dropped.
"""

import json
import os
import shutil
import tarfile
from pathlib import Path

from . import addons, console, paths
from .odoo_command import Runtime

SCRIPTS = Path(__file__).parent / "scripts"
PREWARM = SCRIPTS / "prewarm.py"

#: To be raised when the way a template is made changes.
TEMPLATE_FORMAT = 2
# The first one is what new partners speak.
LANGUAGES = "en_US,zh_CN"
KEPT_TEMPLATES = 3


def filestore(database: str) -> Path:
    """Return the directory of a database's files."""
    return paths.DATA / "filestore" / database


def note(runtime: Runtime, database: str) -> dict[str, str]:
    """Return what is written on a database; empty if it is missing or half-made."""
    text = runtime.server.sql(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
        f"WHERE datname = '{database}'"
    )
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def mark(runtime: Runtime, database: str, **values: str) -> None:
    """Write on a database that it is ready, and for what."""
    text = json.dumps(values).replace("'", "''")
    runtime.server.sql(f"COMMENT ON DATABASE {database} IS '{text}'")


def drop(runtime: Runtime, database: str) -> None:
    """Remove a database and its files."""
    runtime.server.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    shutil.rmtree(filestore(database), ignore_errors=True)


def create(runtime: Runtime, database: str) -> None:
    """Make an empty database the way Odoo does."""
    drop(runtime, database)
    runtime.server.sql(
        f"CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'"
    )


def clone(runtime: Runtime, template: str, database: str) -> None:
    """Make a database anew as a copy of another one."""
    drop(runtime, database)
    runtime.server.sql(f"CREATE DATABASE {database} TEMPLATE {template}")
    link_files(template, database)


def link_files(template: str, database: str) -> None:
    """Give a copy of a database its files."""
    shutil.rmtree(filestore(database), ignore_errors=True)
    if filestore(template).is_dir():
        # Files are named by their content and never changed, so links are enough.
        shutil.copytree(
            filestore(template), filestore(database), copy_function=_link_or_copy
        )


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def template_key(runtime: Runtime) -> str:
    """Return the hash of everything the template's content depends on."""
    lock = (paths.REQUIREMENTS / "odoo.txt").read_text(encoding="utf-8")
    major = int(runtime.server.sql("SHOW server_version_num")) // 10000
    modules = addons.dependencies(addons.manifests())
    parts = [str(TEMPLATE_FORMAT), runtime.odoo.version, lock, str(major), LANGUAGES]
    return addons.digest([*parts, *modules])


def ensure_template(runtime: Runtime) -> str:
    """Return the name of a database with all dependencies and no demo data."""
    key = template_key(runtime)
    name = f"aftersales_template_{key}"
    if note(runtime, name):
        return name
    _drop_old_templates(runtime)
    dump = paths.cache() / "templates" / f"{key}.dump"
    if dump.is_file():
        _restore(runtime, name, dump)
    else:
        _install(runtime, name)
        _save(runtime, name, dump)
    mark(runtime, name, key=key)
    return name


def _drop_old_templates(runtime: Runtime) -> None:
    names = runtime.server.sql(
        "SELECT datname FROM pg_database WHERE datname LIKE 'aftersales\\_template\\_%'"
    )
    for name in names.split():
        drop(runtime, name)


def _install(runtime: Runtime, name: str) -> None:
    """Install the dependencies, which takes a few minutes."""
    create(runtime, name)
    modules = ",".join(addons.dependencies(addons.manifests()))
    options = ["-i", modules, f"--load-language={LANGUAGES}", "--stop-after-init"]
    console.step(
        "Database: installing Odoo's modules (two to three minutes)",
        runtime.command(name, *options, "--no-http"),
        log="template",
        env=runtime.env,
    )
    prewarm(runtime, name)


def _save(runtime: Runtime, name: str, dump: Path) -> None:
    """Keep the template for later checkouts; the dump is moved in place last."""
    dump.parent.mkdir(parents=True, exist_ok=True)
    fresh = dump.with_suffix(f".{os.getpid()}")
    files = dump.with_suffix(".tar")
    with tarfile.open(fresh, "w") as archive:
        if filestore(name).is_dir():
            archive.add(filestore(name), arcname="filestore")
    fresh.replace(files)
    command = [runtime.server.program("pg_dump"), "-Fc", "-Z", "3", "--no-owner"]
    console.step(
        "Database: keeping a copy in the cache",
        [*command, "-f", fresh, name],
        log="template-dump",
        env=runtime.env,
    )
    fresh.replace(dump)
    dumps = sorted(dump.parent.glob("*.dump"), key=lambda path: path.stat().st_mtime)
    for old in dumps[:-KEPT_TEMPLATES]:
        old.unlink()
        old.with_suffix(".tar").unlink(missing_ok=True)


def _restore(runtime: Runtime, name: str, dump: Path) -> None:
    """Bring a kept template back."""
    create(runtime, name)
    command = [runtime.server.program("pg_restore"), "--no-owner", "--no-comments"]
    console.step(
        "Database: restoring Odoo's modules from the cache",
        [*command, "-j", "2", "-d", name, dump],
        log="template-restore",
        env=runtime.env,
    )
    target = filestore(name)
    with tarfile.open(dump.with_suffix(".tar")) as archive:
        archive.extractall(target.with_suffix(".new"), filter="data")
    unpacked = target.with_suffix(".new")
    if (unpacked / "filestore").is_dir():
        (unpacked / "filestore").rename(target)
    shutil.rmtree(unpacked, ignore_errors=True)
    dump.touch()


def run_script(
    runtime: Runtime, database: str, script: Path, title: str, **values: str
) -> str:
    """Run a script in an Odoo shell; ``values`` reach it as environment variables."""
    return console.step(
        title,
        runtime.command(database, "--no-http", sub="shell"),
        log=script.stem,
        env={**runtime.env, **values},
        stdin=script.read_text(encoding="utf-8"),
    )


def prewarm(runtime: Runtime, database: str) -> None:
    """Build the web client's bundles now, not in every browser test."""
    run_script(runtime, database, PREWARM, "Database: building the web client")


def exists(runtime: Runtime, database: str) -> bool:
    """Tell whether there is such a database, ready or not."""
    query = f"SELECT 1 FROM pg_database WHERE datname = '{database}'"
    return bool(runtime.server.sql(query))
