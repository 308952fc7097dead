"""Big tables in little time, and what the web client asks a model for."""

from typing import Any

import psycopg2
import psycopg2.sql
from lxml import etree

from odoo.tools import SQL


def fill(seed, rows: int, **expressions: str) -> list[int]:
    """Copy ``seed`` in SQL until there are ``rows`` more records; commit and vacuum.

    :param expressions: SQL for the columns that differ from copy to copy; ``t`` is the
        copied row, ``n.number`` the number of the copy
    :return: ids of the copies, one after the other
    """
    env = seed.env
    env.flush_all()
    columns = [
        name
        for name, field in seed._fields.items()
        if field.store and field.column_type and name not in {"id", "access_token"}
    ]
    values = [
        SQL(expressions[name]) if name in expressions else SQL.identifier("t", name)
        for name in columns
    ]
    copies = -(-rows // len(seed))
    table = SQL.identifier(seed._table)
    env.cr.execute(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s t, "
            "generate_series(1, %s) AS n(number) WHERE t.id IN %s LIMIT %s "
            "RETURNING id",
            table,
            SQL(", ").join(map(SQL.identifier, columns)),
            SQL(", ").join(values),
            table,
            copies,
            tuple(seed.ids),
            rows,
        )
    )
    ids = [row[0] for row in env.cr.fetchall()]
    env.cr.commit()
    _vacuum(env.cr.dbname, seed._table)
    return ids


def _vacuum(database: str, table: str) -> None:
    """Do what the server's own vacuum will have done to a table that has grown."""
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    with connection.cursor() as cursor:
        name = psycopg2.sql.Identifier(table)
        cursor.execute(psycopg2.sql.SQL("VACUUM ANALYZE {}").format(name))
    connection.close()


def read_specification(model, view_type: str) -> dict[str, dict[str, Any]]:
    """Return what the web client reads for a view: its fields, shown or optional."""
    arch = etree.fromstring(model.get_view(view_type=view_type)["arch"])
    names = {
        node.get("name")
        for node in arch.iter("field")
        if not any(parent.tag == "field" for parent in node.iterancestors())
    }
    return {name: _subfields(model._fields[name]) for name in sorted(names)}


def _subfields(field) -> dict[str, Any]:
    return {"fields": {"display_name": {}}} if field.relational else {}
