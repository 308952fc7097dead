"""Times ours against its peers in one run, on one database; see README.md.

Started as ``./run bench``, which prepares the database and says where it is.
"""

import argparse
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import harness
import peers
import report
import scenarios

RESULTS = Path(__file__).parent / "RESULTS.md"


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count")
    parser.add_argument(
        "--rows", type=int, default=100_000, help="records in the big tables"
    )
    parser.add_argument(
        "--only", metavar="NAME,…", default="", help="some of the scenarios"
    )
    parser.add_argument(
        "--output",
        type=Path,
        help="where to write (default: RESULTS.md, all scenarios)",
    )
    parser.add_argument(
        "--check", action="store_true", help="fail when a goal is not met"
    )
    environ = os.environ
    group = parser.add_argument_group("without ./run (PG* variables name the server)")
    group.add_argument("--database", default=environ.get("AFTERSALES_DATABASE"))
    group.add_argument("--database-template", help="made a copy of first")
    group.add_argument("--conf", default=environ.get("AFTERSALES_CONF", ""))
    group.add_argument("--odoo-home", help="directory that holds the odoo package")
    options = parser.parse_args(arguments)
    options.names = [name for name in options.only.split(",") if name]
    if unknown := set(options.names) - set(scenarios.NAMES):
        parser.error(
            f"no scenario {', '.join(sorted(unknown))}; "
            f"there are: {', '.join(scenarios.NAMES)}"
        )
    if not options.database:
        parser.error("which database? Start it as ./run bench, or give --database")
    return options


def use_odoo(home: str | None) -> None:
    """Make Odoo importable here and in child processes."""
    if home:
        sys.path.insert(0, home)
        os.environ["PYTHONPATH"] = home


def facts(env, options: argparse.Namespace, load: float) -> dict[str, str]:
    """Say what was measured on what, without naming the machine."""
    import odoo.release

    env.cr.execute("SHOW server_version")
    (postgres,) = env.cr.fetchone()
    own = env["ir.module.module"].search([("name", "=like", "aftersales%")])
    addons = ", ".join(f"{addon.name} {addon.latest_version}" for addon in own)
    found = ", ".join(f"{name} {version}" for name, version in peers.versions().items())
    return {
        "Date": f"{date.today():%Y-%m-%d}",
        "Machine": f"{os.cpu_count()} cores, load {load:.1f} before the run",
        "Odoo": f"{odoo.release.version}, Python {platform.python_version()}, "
        f"PostgreSQL {postgres.split()[0]}",
        "Ours": addons,
        "Peers": found,
        "Rounds": f"{options.rounds}, after one to warm up; "
        f"{options.rows} records in the big tables",
    }


def measure(
    env, names: Iterable[str], options: argparse.Namespace
) -> list[harness.Result]:
    """Measure scenario by scenario and print each as soon as it is done."""
    import suite
    import world

    results = []
    company = world.build(env)
    size = scenarios.Size(rows=options.rows)
    for scenario in scenarios.build(company, size, names):
        print(f"==> {scenario.name}: {scenario.title}", flush=True)
        result = harness.measure(suite.Rounds(env), scenario, options.rounds)
        print(report.text_table(report.MEASURED, report.measured_rows(result)))
        for goal in result.unmet():
            print(f"    goal missed: {goal.text} ({goal.value(result):.2f})")
        results.append(result)
    return results


def main(arguments: Sequence[str]) -> int:
    """Prepare, measure, print, write."""
    options = parse(arguments)
    use_odoo(options.odoo_home)
    import suite

    load = os.getloadavg()[0]
    if options.database_template:
        suite.clone(options.database_template, options.database)
    subject = suite.Suite(options.database, options.conf, peers.ensure())
    subject.install()
    with closing(subject.cursor()) as cursor:
        env = suite.environment(cursor)
        results = measure(env, options.names or scenarios.NAMES, options)
        output = options.output or (None if options.names else RESULTS)
        if output:
            text = report.markdown(results, facts(env, options, load))
            output.write_text(text, encoding="utf-8")
            print(f"==> Written: {os.path.relpath(output)}")
    missed = any(result.unmet() for result in results)
    return int(options.check and missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
