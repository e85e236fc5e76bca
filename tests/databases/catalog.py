"""What PostgreSQL's catalog says of a schema: as text to compare, and as Guardrail's shapes."""

from __future__ import annotations

from typing import Any

import pg8000.dbapi

from guardrail.shapes import (
    ColumnShape,
    ConstraintKind,
    ConstraintShape,
    Default,
    IndexShape,
    TableShape,
)

_PARTS = (
    # Relations: kind, persistence, owner's properties
    """SELECT 'relation', c.relname::text, c.relkind::text || c.relpersistence::text,
              'row security ' || c.relrowsecurity || ' ' || c.relforcerowsecurity,
              coalesce(pg_get_partkeydef(c.oid), ''),
              coalesce(pg_get_expr(c.relpartbound, c.oid), ''), coalesce(c.reloptions::text, '')
       FROM pg_class c WHERE c.relnamespace = $1 AND c.relkind IN ('r', 'p', 'm', 'v', 'S', 'f')""",
    """SELECT 'column', c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod),
              CASE WHEN a.attnotnull THEN 'not null' ELSE '' END || a.attidentity::text,
              coalesce(pg_get_expr(d.adbin, d.adrelid), ''),
              coalesce((SELECT n.collname::text FROM pg_collation n
                        WHERE n.oid = a.attcollation), '')
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       WHERE c.relnamespace = $1 AND c.relkind IN ('r', 'p', 'm', 'v', 'f')
             AND a.attnum > 0 AND NOT a.attisdropped""",
    """SELECT 'constraint', coalesce(c.relname::text, t.typname::text), n.conname::text,
              pg_get_constraintdef(n.oid), 'validated ' || n.convalidated
       FROM pg_constraint n LEFT JOIN pg_class c ON c.oid = n.conrelid
       LEFT JOIN pg_type t ON t.oid = n.contypid
       WHERE n.connamespace = $1 AND n.contype NOT IN ('t', 'n')""",
    """SELECT 'index', c.relname::text, pg_get_indexdef(i.indexrelid),
              'valid ' || i.indisvalid || ' replica identity ' || i.indisreplident
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = $1""",
    """SELECT 'view', c.relname::text, pg_get_viewdef(c.oid)
       FROM pg_class c WHERE c.relnamespace = $1 AND c.relkind IN ('v', 'm')""",
    """SELECT 'trigger', c.relname::text, pg_get_triggerdef(t.oid), t.tgenabled::text
       FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       WHERE c.relnamespace = $1 AND NOT t.tgisinternal""",
    """SELECT 'policy', c.relname::text, p.polname::text, p.polcmd::text,
              coalesce(pg_get_expr(p.polqual, p.polrelid), ''),
              coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
       FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = $1""",
    """SELECT 'function', p.proname::text, pg_get_functiondef(p.oid)
       FROM pg_proc p WHERE p.pronamespace = $1 AND p.prokind IN ('f', 'p')
             AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')""",
    """SELECT 'type', t.typname::text, t.typtype::text,
              coalesce(format_type(t.typbasetype, t.typtypmod), ''),
              (SELECT coalesce(string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder), '')
               FROM pg_enum e WHERE e.enumtypid = t.oid)
       FROM pg_type t WHERE t.typnamespace = $1 AND t.typtype IN ('e', 'd', 'r')""",
    """SELECT 'inheritance', c.relname::text, p.relname::text
       FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       JOIN pg_class p ON p.oid = i.inhparent
       WHERE c.relnamespace = $1 AND c.relkind IN ('r', 'p')""",
    """SELECT 'comment', coalesce(c.relname::text, ''), d.objsubid::text, d.description
       FROM pg_description d
       JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
       WHERE c.relnamespace = $1""",
)


def schema_of(connection: pg8000.dbapi.Connection, schema: str = "public") -> str:
    """Everything that stands in a schema, one line each, sorted: equal schemas, equal texts.

    The order of columns doesn't count, nor do NOT NULL constraints as objects of their own
    (PostgreSQL 18): what a column says of NULL does.
    """
    cursor = connection.cursor()
    cursor.execute("SELECT oid FROM pg_namespace WHERE nspname = %s", (schema,))
    oid = cursor.fetchone()[0]
    lines: list[str] = []
    for query in _PARTS:
        if "prokind" in query and _version(connection) < 110000:
            query = query.replace("p.prokind IN ('f', 'p')", "NOT p.proisagg")
        cursor.execute(query.replace("$1", str(int(oid))))
        lines += [" | ".join(str(cell) for cell in row) for row in cursor.fetchall()]
    return "\n".join(sorted(lines)) + "\n"


def _version(connection: pg8000.dbapi.Connection) -> int:
    cursor = connection.cursor()
    cursor.execute("SHOW server_version_num")
    return int(cursor.fetchone()[0])


_KINDS = {
    "p": ConstraintKind.PRIMARY_KEY,
    "u": ConstraintKind.UNIQUE,
    "f": ConstraintKind.FOREIGN_KEY,
    "c": ConstraintKind.CHECK,
    "x": ConstraintKind.EXCLUDE,
    "n": ConstraintKind.NOT_NULL,
}


def shape_of(connection: pg8000.dbapi.Connection, table: str) -> TableShape | None:
    """A table as Guardrail would know it after a perfect replay, `None` where there is none."""
    cursor = connection.cursor()
    if not table:
        return None
    cursor.execute("SELECT to_regclass(%s)::oid", (table,))
    oid = cursor.fetchone()[0]
    if oid is None:
        return None
    return TableShape(
        table,
        columns=_columns(cursor, oid),
        constraints=_constraints(cursor, oid),
        indexes=_indexes(cursor, oid),
        partitioned=_one(cursor, f"SELECT coalesce(pg_get_partkeydef({oid}), '')"),
        partition_of=_one(
            cursor,
            "SELECT coalesce((SELECT i.inhparent::regclass::text FROM pg_inherits i JOIN pg_class c"
            f" ON c.oid = i.inhrelid WHERE c.oid = {oid} AND c.relispartition), '')",
        ),
    )


def _one(cursor: Any, query: str) -> str:
    cursor.execute(query)
    return str(cursor.fetchone()[0])


def _columns(cursor: Any, oid: int) -> tuple[ColumnShape, ...]:
    cursor.execute(
        f"""SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
                   coalesce(pg_get_expr(d.adbin, d.adrelid), '')
            FROM pg_attribute a LEFT JOIN pg_attrdef d
                 ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = {oid} AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"""
    )
    return tuple(
        ColumnShape(name, kind, nullable, Default.CONSTANT if text else Default.NONE, text)
        for name, kind, nullable, text in cursor.fetchall()
    )


def _constraints(cursor: Any, oid: int) -> tuple[ConstraintShape, ...]:
    cursor.execute(
        f"""SELECT n.contype::text, n.conname::text, n.convalidated,
                   coalesce(n.confrelid::regclass::text, ''),
                   coalesce(pg_get_expr(n.conbin, n.conrelid), ''),
                   ARRAY(SELECT a.attname::text FROM unnest(n.conkey) k
                         JOIN pg_attribute a ON a.attrelid = n.conrelid AND a.attnum = k)
            FROM pg_constraint n WHERE n.conrelid = {oid}"""
    )
    return tuple(
        ConstraintShape(
            _KINDS[kind],
            name,
            tuple(columns),
            references=references if kind == "f" else "",
            expression=expression,
            validated=validated,
        )
        for kind, name, validated, references, expression, columns in cursor.fetchall()
        if kind in _KINDS
    )


def _indexes(cursor: Any, oid: int) -> tuple[IndexShape, ...]:
    cursor.execute(
        f"""SELECT c.relname::text, i.indisunique,
                   ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, true)
                         FROM generate_series(1, i.indnatts) k)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = {oid}"""
    )
    return tuple(
        IndexShape(name, tuple(columns), unique) for name, unique, columns in cursor.fetchall()
    )
