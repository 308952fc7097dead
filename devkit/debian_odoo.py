"""Debian's ``odoo-19``, downloaded by apt and unpacked, not installed.

The package is in Debian's unstable suite only. apt reads it through a private sources
list and state directory, so that the system's own apt stays as it is while its
proxies, mirrors and keys are used; apt also checks the signatures.
"""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

from . import console, mirror, paths, system

SUITE = "sid"
PACKAGES_DIR = "usr/lib/python3/dist-packages"

#: odoo-19 and the small packages its symbolic links point into.
PACKAGES = (
    "odoo-19",
    "fonts-glyphicons-halflings",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
#: Odoo's icons are those of Font Awesome 4, which unstable has left behind; the
#: stable releases still carry it.
STABLE_PACKAGES = ("fonts-font-awesome",)

#: A file of Odoo's web client that Debian's package leaves out.
NPM_PACKAGE = "@mediapipe/selfie_segmentation@0.1.1675465747"
NPM_TARBALL = "mediapipe-selfie_segmentation-0.1.1675465747.tgz"
NPM_FILE = "selfie_segmentation.js"
NPM_TARGET = f"{PACKAGES_DIR}/odoo/addons/mail/static/lib/selfie_segmentation"

#: Not unpacked: a second copy of the addons, and translations other than Chinese,
#: which are two thirds of the package.
EXCLUDE = (
    "./etc",
    "./usr/share/doc",
    "./usr/share/lintian",
    f"./{PACKAGES_DIR}/addons",
    f"./{PACKAGES_DIR}/doc",
    f"./{PACKAGES_DIR}/setup",
    "*/i18n/[!z]*.po",
    "*/i18n_extra/[!z]*.po",
)

HELP = (
    "Debian's odoo-19 cannot be had here ({reason}).\n"
    "Get an Odoo 19 Community, e.g. a clone of the 19.0 branch of odoo/odoo, and name "
    "it:\n    ODOO_HOME=/path/to/odoo ./run serve"
)


def ensure() -> str:
    """Return the version of the Odoo in ``.odoo/tree``, unpacking it if needed."""
    stamp = paths.TREE / "version"
    if stamp.is_file():
        return stamp.read_text()
    files = _cached() or _download()
    version = next(f.name for f in files if f.name.startswith("odoo-19_")).split("_")[1]
    _unpack(files, version)
    return version


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _cached() -> list[Path] | None:
    """Return the files kept by an earlier download, if they are whole."""
    store = paths.cache() / "downloads"
    try:
        index = json.loads((store / "index.json").read_text())
        if any(_sha256(store / name) != digest for name, digest in index.items()):
            return None
    except (FileNotFoundError, ValueError):
        return None
    console.heading("Odoo: taken from the cache")
    return [store / name for name in index]


def _download() -> list[Path]:
    """Fetch the packages with apt and the one file from npm; keep them all."""
    release = system.release()
    if release.get("ID") != "debian" or not system.is_debian():
        raise console.Abort(HELP.format(reason="this is not Debian"))
    codename = release.get("VERSION_CODENAME", "")
    source = mirror.debian_main(mirror.read_sources(), codename)
    if source is None:
        raise console.Abort(HELP.format(reason="no Debian mirror in apt's sources"))
    stable = codename or "stable"
    work = paths.STATE / "apt"
    env = _private_apt(work, mirror.private_list(source, (SUITE, stable)))
    console.step(
        "Odoo: reading Debian's lists", ["apt-get", "update"], log="odoo-apt", env=env
    )
    console.step(
        "Odoo: downloading Debian's odoo-19 (about 130 MB)",
        ["apt-get", "download"]
        + [f"{name}/{SUITE}" for name in PACKAGES]
        + [f"{name}/{stable}" for name in STABLE_PACKAGES],
        log="odoo-download",
        env=env,
        cwd=work,
    )
    system.ensure_npm()
    console.step(
        "Odoo: one file from npm",
        ["npm", "pack", NPM_PACKAGE],
        log="odoo-npm",
        cwd=work,
    )
    files = [*sorted(work.glob("*.deb")), work / NPM_TARBALL]
    return _keep(files, work)


def _private_apt(work: Path, sources: str) -> dict[str, str]:
    """Prepare an apt of our own beside the system's; returns its environment.

    Only where it keeps things and what it reads from is replaced: settings such as
    proxies in /etc/apt/apt.conf.d still count.
    """
    shutil.rmtree(work, ignore_errors=True)
    (work / "lists" / "partial").mkdir(parents=True)
    (work / "archives" / "partial").mkdir(parents=True)
    (work / "sources.list").write_text(sources)
    conf = work / "apt.conf"
    conf.write_text(
        f'Dir::State "{work}";\n'
        f'Dir::State::Lists "{work}/lists";\n'
        'Dir::State::status "/var/lib/dpkg/status";\n'
        f'Dir::Cache "{work}";\n'
        f'Dir::Cache::archives "{work}/archives";\n'
        f'Dir::Etc::sourcelist "{work}/sources.list";\n'
        'Dir::Etc::sourceparts "/dev/null";\n'
        # apt's own user could not write here.
        'APT::Sandbox::User "root";\n'
        'Acquire::Languages "none";\n'
        'APT::Update::Post-Invoke-Success "";\n'
    )
    return {**os.environ, "APT_CONFIG": str(conf)}


def _keep(files: list[Path], work: Path) -> list[Path]:
    """Move downloaded files to the cache; its index is written last."""
    store = paths.cache() / "downloads"
    shutil.rmtree(store, ignore_errors=True)
    store.mkdir(parents=True)
    index = {}
    kept = []
    for path in files:
        target = store / path.name
        shutil.move(path, target)
        index[path.name] = _sha256(target)
        kept.append(target)
    (store / "index.json").write_text(json.dumps(index, indent=1))
    shutil.rmtree(work)
    return kept


def _unpack(files: list[Path], version: str) -> None:
    """Unpack into a temporary sibling, check it, and move it into place."""
    console.heading(f"Odoo: unpacking {version} (about half a minute)")
    fresh = paths.TREE.with_name("tree.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    exclude = [f"--exclude={pattern}" for pattern in EXCLUDE]
    for path in files:
        if path.suffix == ".deb":
            reader = subprocess.Popen(
                ["dpkg-deb", "--fsys-tarfile", path], stdout=subprocess.PIPE
            )
            command = ["tar", "-x", "--no-same-owner", "-C", fresh, *exclude]
            done = subprocess.run(command, stdin=reader.stdout)
            if reader.wait() or done.returncode:
                raise console.Abort(f"{path.name} cannot be unpacked; try again.")
    target = fresh / NPM_TARGET
    target.mkdir(parents=True, exist_ok=True)
    tarball = next(path for path in files if path.name == NPM_TARBALL)
    command = ["tar", "-xzf", tarball, "-C", target, "--strip-components=1"]
    subprocess.run([*map(str, command), f"package/{NPM_FILE}"], check=True)
    _check(fresh)
    (fresh / "version").write_text(version)
    shutil.rmtree(paths.TREE, ignore_errors=True)
    fresh.rename(paths.TREE)


def _check(tree: Path) -> None:
    """Refuse a tree in which the web client would miss a file."""
    web = tree / PACKAGES_DIR / "odoo" / "addons" / "web"
    dangling = [str(path) for path in web.rglob("*") if not path.exists()]
    if dangling:
        raise console.Abort("Odoo: dangling links: " + ", ".join(dangling))
