"""``./run COMMAND``: one line per command, each in a module of its own."""

import argparse
import signal
import sys
from collections.abc import Sequence

from . import (
    clean,
    console,
    host_tests,
    kill_runs,
    lint,
    rules,
    scripting,
    serve,
    testing,
)
from .language import LANGUAGES

COMMANDS = {
    "serve": "serve the suite with demo data on http://127.0.0.1:8069 (--port, --lang)",
    "test": "run every test; arguments go on to pytest",
    "lint": "check style and Odoo's rules (--fix repairs what can be repaired)",
    "db": "make the demo database anew (--lang)",
    "shell": "Odoo shell on the demo database, or a script from standard input",
    "bench": "run the benchmarks; arguments go on to benchmarks/run.py",
    "demo-month": "play a month of service on a copy of the prepared database",
    "kill-runs": "kill a depreciation run at random moments (--layers, --kills)",
    "host-tests": "run Odoo's own stock and repair tests without and with our addons",
    "rules": "rebuild and check docs/rules.csv (--check only checks)",
    "clean": "remove .odoo/ with all databases (--cache: downloads too)",
    "help": "this list",
}

#: These take any argument and hand it on.
PASSING_ON = {"test", "bench"}


def usage() -> str:
    """Return the list that `./run help` prints."""
    lines = [f"  ./run {name:<11} {text}" for name, text in COMMANDS.items()]
    return "\n".join(["After-sales service suite for Odoo 19", "", *lines])


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line of the commands that have options of their own."""
    parser = argparse.ArgumentParser(prog="./run")
    commands = parser.add_subparsers(dest="command", required=True)
    parsers = {
        name: commands.add_parser(name, help=text, description=text)
        for name, text in COMMANDS.items()
        if name not in PASSING_ON
    }
    parsers["serve"].add_argument("--port", type=int, default=8069)
    for name in ("serve", "db"):
        parsers[name].add_argument("--lang", choices=LANGUAGES)
    parsers["lint"].add_argument("--fix", action="store_true")
    parsers["lint"].add_argument("--quick", action="store_true", help="no database")
    parsers["shell"].add_argument("--db", help="another database")
    parsers["kill-runs"].add_argument("--layers", type=int, default=kill_runs.LAYERS)
    parsers["kill-runs"].add_argument("--kills", type=int, default=kill_runs.KILLS)
    parsers["kill-runs"].add_argument("--seed", type=int, default=1)
    parsers["rules"].add_argument("--check", action="store_true")
    parsers["host-tests"].add_argument("modules", nargs="*", metavar="module")
    parsers["clean"].add_argument("--cache", action="store_true")
    return parser.parse_args(arguments)


def dispatch(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    name, *rest = arguments or ["help"]
    if name in {"help", "-h", "--help"}:
        console.say(usage())
        return 0
    if name == "test":
        return testing.test(rest)
    if name == "bench":
        return scripting.bench(rest)
    options = parse(arguments)
    match options.command:
        case "serve":
            return serve.serve(options.port, options.lang)
        case "db":
            return serve.fresh_database(options.lang)
        case "shell":
            return scripting.shell(options.db, [])
        case "demo-month":
            return scripting.demo_month()
        case "kill-runs":
            return scripting.kill_runs(options.layers, options.kills, options.seed)
        case "lint":
            return lint.lint(fix=options.fix, quick=options.quick)
        case "host-tests":
            return host_tests.host_tests(options.modules)
        case "rules":
            return rules.main(check=options.check)
        case _:
            return clean.clean(options.cache)


def main() -> int:
    """Turn errors that the user can act on into one message."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        return dispatch(sys.argv[1:])
    except console.Abort as error:
        print(f"run: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nrun: interrupted; the same command goes on from here", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
