"""The database server: the one that is named, else a private cluster of ours.

The private cluster is a developer's throw-away one: it listens on a unix socket in a
directory only its owner can enter, asks for no password, and does not wait for disks.
"""

import configparser
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import console, paths, system
from .locks import Users

MINIMUM = 13
#: Odoo refuses to work as `postgres`; tests would miss rights as a superuser.
ROLE = "odoo"
#: A unix socket's whole path must stay below 108 bytes.
SOCKET_DIRECTORY_LIMIT = 80

SETTINGS = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 256MB
work_mem = 16MB
max_connections = 100
max_wal_size = 2GB
wal_level = minimal
max_wal_senders = 0
jit = off
"""


@dataclass(frozen=True)
class Server:
    """How to reach a server: PG* variables, and the client programs to use."""

    variables: Mapping[str, str]
    programs: Path | None

    @property
    def env(self) -> dict[str, str]:
        """Return the environment for programs that speak to the server."""
        env = {**os.environ, **self.variables}
        if self.programs:
            # pytest-odoo calls createdb by its name.
            env["PATH"] = f"{self.programs}{os.pathsep}{env.get('PATH', os.defpath)}"
        return env

    def program(self, name: str) -> str:
        """Return the path of a client program such as psql."""
        return str(self.programs / name) if self.programs else name

    def sql(self, query: str, database: str = "postgres") -> str:
        """Run SQL and return the bare output."""
        command = [
            self.program("psql"),
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
        ]
        return console.capture(
            [*command, "-d", database, "-c", query], env=self.env
        ).strip()


def named_server(conf: Path) -> dict[str, str]:
    """Return the PG* variables of a server named by PGHOST or by odoo.conf."""
    if os.environ.get("PGHOST"):
        return {"PGHOST": os.environ["PGHOST"]}
    options = configparser.RawConfigParser()
    options.read(conf, encoding="utf-8")
    names = {
        "PGHOST": "db_host",
        "PGPORT": "db_port",
        "PGUSER": "db_user",
        "PGPASSWORD": "db_password",
    }
    found = {
        variable: value
        for variable, option in names.items()
        if (value := options.get("options", option, fallback="").strip())
        and value.lower() not in {"false", "none"}
    }
    return found if "PGHOST" in found else {}


class PostgreSQL:
    """Starts the private cluster when needed, and stops it after its last user."""

    def __init__(self) -> None:
        self._users = Users("postgres")
        self._private = False

    def start(self) -> Server:
        """Return a server that answers and is recent enough."""
        if variables := named_server(paths.COMPANY_CONF):
            programs = system.postgres_bin()
            if programs is None and not shutil.which("psql"):
                system.ensure("postgresql-client", why="PostgreSQL's client")
            server = Server(variables, programs)
        else:
            server = self._start_private()
        version = int(server.sql("SHOW server_version_num")) // 10000
        if version < MINIMUM:
            raise console.Abort(
                f"PostgreSQL {version} is too old; {MINIMUM} is needed."
            )
        return server

    def stop(self) -> None:
        """Stop the private cluster if nobody else uses it."""
        if self._private:
            self._users.leave(stop_private)

    def _start_private(self) -> Server:
        programs = system.ensure_postgres()
        self._users.enter()
        self._private = True
        cluster = _cluster_directory()
        sockets = _socket_directory()
        _create(cluster, programs)
        variables = {"PGHOST": str(sockets), "PGPORT": "5432", "PGUSER": ROLE}
        server = Server(variables, programs)
        ready = [programs / "pg_isready", "-q", "-h", sockets, "-p", "5432"]
        if subprocess.run(list(map(str, ready))).returncode:
            log = _own_directory(cluster) / "server.log"
            command = [programs / "pg_ctl", "start", "-w", "-s", "-D", cluster]
            options = f"-c unix_socket_directories='{sockets}' -p 5432"
            console.capture(_as_owner([*command, "-l", log, "-o", options]), cwd="/")
        return server


def stop_private() -> None:
    """Stop the private cluster, running or not."""
    cluster = paths.STATE / "pg"
    programs = system.postgres_bin()
    if programs and (cluster / "postmaster.pid").exists():
        command = [programs / "pg_ctl", "stop", "-s", "-m", "fast", "-D"]
        subprocess.run(
            list(map(str, _as_owner([*command, cluster.resolve()]))), cwd="/"
        )


def _as_owner(command: list[str | Path]) -> list[str | Path]:
    """PostgreSQL refuses to run as root: give the command to its system user."""
    return ["runuser", "-u", "postgres", "--", *command] if _is_root() else command


def _is_root() -> bool:
    return os.geteuid() == 0


def _own_directory(path: Path) -> Path:
    """Make a directory that only the server's user can enter."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _is_root():
        shutil.chown(path, "postgres", "postgres")
    owner = pwd.getpwnam("postgres").pw_uid if _is_root() else os.geteuid()
    if path.stat().st_uid != owner:
        raise console.Abort(
            f"{path} belongs to somebody else; remove it and try again."
        )
    path.chmod(0o700)
    return path


def _reachable(path: Path) -> bool:
    """Tell whether the server's user can get into a directory."""
    command = _as_owner(["test", "-x", path])
    return subprocess.run(list(map(str, command)), cwd="/").returncode == 0


def _cluster_directory() -> Path:
    """Return the cluster's directory, elsewhere if the checkout is closed to it."""
    link = paths.STATE / "pg"
    if link.exists():
        return link.resolve()
    if not _is_root() or _reachable(paths.STATE):
        return link
    elsewhere = Path("/var/tmp") / f"aftersales-pg-{paths.CHECKOUT_ID}"
    _own_directory(elsewhere)
    link.unlink(missing_ok=True)
    link.symlink_to(elsewhere)
    return elsewhere


def _socket_directory() -> Path:
    """Return a directory for the socket whose path is short enough."""
    near = paths.STATE / "pgsocket"
    if len(str(near)) <= SOCKET_DIRECTORY_LIMIT and _reachable(paths.STATE):
        return _own_directory(near)
    return _own_directory(
        Path(tempfile.gettempdir()) / f"aftersales-{paths.CHECKOUT_ID}"
    )


def _create(cluster: Path, programs: Path) -> None:
    """Make the cluster; the settings file of ours is the sign that it is whole."""
    sign = cluster / "conf.ready"
    if sign.exists():
        if (cluster / "PG_VERSION").read_text().strip() != programs.parent.name:
            raise console.Abort(
                "PostgreSQL has a new major version: ./run clean, then try again."
            )
        return
    console.heading("PostgreSQL: making a private cluster")
    if cluster.exists():
        for path in cluster.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    _own_directory(cluster)
    command = [programs / "initdb", "--no-sync", "-U", "postgres", "-A", "trust"]
    options = ["-E", "UTF8", "--locale=C.UTF-8", "-D", cluster]
    console.capture(_as_owner([*command, *options]), cwd="/")
    with (cluster / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write(SETTINGS)
    single = [programs / "postgres", "--single", "-D", cluster, "postgres"]
    subprocess.run(
        list(map(str, _as_owner(single))),
        input=f"CREATE ROLE {ROLE} LOGIN CREATEDB\n",
        text=True,
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    sign.touch()
