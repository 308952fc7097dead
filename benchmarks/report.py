"""Results as text: lines for the terminal, Markdown for ``RESULTS.md``."""

from collections.abc import Mapping, Sequence

from harness import Measured, Result

MEASURED = (
    "Scenario",
    "Side",
    "ms a record",
    "fastest – slowest",
    "queries a record",
    "records a second",
    "ours ÷ side",
)
GOALS = ("Scenario", "Goal", "Measured", "Met")


def number(value: float) -> str:
    """Round to what can be told apart.

    >>> number(0.1234), number(4.567), number(1234.5)
    ('0.12', '4.57', '1 234')
    """
    return f"{value:.2f}" if value < 100 else f"{value:,.0f}".replace(",", " ")


def measured_rows(result: Result) -> list[tuple[str, ...]]:
    """Return the table's rows of one scenario, ours first."""
    return [_row(result, measured) for measured in result.measured]


def _row(result: Result, measured: Measured) -> tuple[str, ...]:
    is_ours = measured is result.ours
    return (
        result.scenario.name,
        measured.side.label,
        number(measured.milliseconds),
        f"{number(min(measured.times))} – {number(max(measured.times))}",
        number(measured.queries),
        number(measured.rate),
        "1" if is_ours else number(result.ours.ratio(measured)),
    )


def goal_rows(results: Sequence[Result]) -> list[tuple[str, ...]]:
    """Return one row for each goal."""
    return [
        (
            result.scenario.name,
            goal.text,
            number(goal.value(result)),
            "yes" if goal.is_met(result) else "**no**",
        )
        for result in results
        for goal in result.scenario.goals
    ]


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Align columns for a terminal."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in (header, *rows)
    )


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table in Markdown; all columns but the first two are numbers."""
    marks = ["---" if index < 2 else "--:" for index in range(len(header))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, marks, *rows))


def markdown(results: Sequence[Result], facts: Mapping[str, str]) -> str:
    """Write the whole of ``RESULTS.md``."""
    rows = [row for result in results for row in measured_rows(result)]
    titles = "\n".join(f"- **{r.scenario.name}**: {r.scenario.title}" for r in results)
    known = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    return f"""# Benchmark results

Written by `./run bench`; [README.md](README.md) tells how to read it.

{known}

## Measured

{markdown_table(MEASURED, rows)}

{titles}

## Goals

{markdown_table(GOALS, goal_rows(results))}
"""
