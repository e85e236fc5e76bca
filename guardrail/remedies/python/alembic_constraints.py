"""The remedies `unique-by-index` and `not-null-by-check` in Alembic's revisions."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.place import Made, Place
from guardrail.remedies.python import alembic
from guardrail.remedies.python.tree import argument, arguments_of, call_at, code, constant, margin
from guardrail.remedies.sql.constraints import named, written_name

_NOTE = "required in the migration that follows"


def unique_by_index(place: Place) -> Made | None:
    """`create_index(unique=True)` outside the transaction, the constraint from it."""
    found = _operation(place, "op.create_unique_constraint", "op.create_primary_key")
    if found is None:
        return None
    call, statement = found
    given = arguments_of(call)
    columns = argument(call, 2, "columns")
    name = constant(place.text, argument(call, 0, "constraint_name"))
    table = constant(place.text, argument(call, 1, "table_name"))
    if given is None or columns is None or not name or not table:
        return None
    if set(given[1]) - {"constraint_name", "table_name", "columns", "schema"}:
        return None
    schema_node = given[1].get("schema")
    schema = constant(place.text, schema_node)
    if schema_node is not None and not schema:
        return None
    kind = "PRIMARY KEY" if "primary_key" in code(place.text, call) else "UNIQUE"
    gap = margin(place.text, statement.start_byte)
    options = [
        f'"{name}"',
        f'"{table}"',
        code(place.text, columns),
        "unique=True",
        *([f'schema="{schema}"'] if schema else []),
        "postgresql_concurrently=True",
    ]
    inside = alembic.in_block(place, statement)
    step = "" if inside else "    "
    block = "" if inside else f"{alembic.BLOCK}\n{gap}"
    create = f"op.create_index(\n{gap}{step}    " + f",\n{gap}{step}    ".join(options) + ",\n"
    sql = f"ALTER TABLE {_table(schema, table)} ADD CONSTRAINT {written_name(name)} "
    sql += f"{kind} USING INDEX {written_name(name)}"
    text = f"{block}{step}{create}{gap}{step})\n{gap}op.execute({_literal(sql)})"
    return Made((place.edit(statement.start_byte, statement.end_byte, text),))


def not_null_by_check(place: Place) -> Made | None:
    """A check that isn't validated here; NOT NULL in the revision that follows."""
    found = _operation(place, "op.alter_column")
    if found is None:
        return None
    call, statement = found
    given = arguments_of(call)
    table = constant(place.text, argument(call, 0, "table_name"))
    column = constant(place.text, argument(call, 1, "column_name"))
    if given is None or not table or not column:
        return None
    known = {"table_name", "column_name", "nullable", "schema", "existing_type"}
    known |= {"existing_nullable", "existing_server_default", "existing_comment"}
    schema = constant(place.text, given[1].get("schema"))
    if set(given[1]) - known or ("schema" in given[1] and not schema):
        return None
    nullable = given[1].get("nullable")
    chosen = named(table, column, "given")
    if nullable is None or code(place.text, nullable) != "False" or chosen is None:
        return None
    where = f', schema="{schema}"' if schema else ""
    if written_name(column) != column:
        return None
    check = f'op.create_check_constraint("{chosen}", "{table}", "{column} IS NOT NULL"'
    gap = margin(place.text, statement.start_byte)
    add = f"{check}{where}, postgresql_not_valid=True)"
    broken = add
    if len(gap) + len(add) > 100:
        broken = (
            f'op.create_check_constraint(\n{gap}    "{chosen}",\n{gap}    "{table}",\n'
            f'{gap}    "{column} IS NOT NULL",\n'
            + (f'{gap}    schema="{schema}",\n' if schema else "")
            + f"{gap}    postgresql_not_valid=True,\n{gap})"
        )
    own = code(place.text, statement)
    if "\n" in own:
        own = own.replace(f"\n{gap}", "\n    ")
    whole = _table(schema, table)
    validate = f"ALTER TABLE {whole} VALIDATE CONSTRAINT {written_name(chosen)}"
    drop = f'op.drop_constraint("{chosen}", "{table}"{where}, type_="check")'
    back = own.replace("nullable=False", "nullable=True", 1).replace(
        "existing_nullable=True", "existing_nullable=False", 1
    )
    up = [f"op.execute({_literal(validate)})", own, drop]
    file = alembic.following(place, slug_of("require", column), up, [add, back])
    if file is None:
        return None
    edit = place.edit(statement.start_byte, statement.end_byte, broken)
    return Made((edit,), (file,), note=_NOTE)


def _operation(place: Place, *names: str) -> tuple[Node, Node] | None:
    """The call of an operation and the statement that is just it."""
    if not place.is_python or not alembic.is_alembic(place.text):
        return None
    call = call_at(place.text, place.span.start, place.span.end)
    function = call.child_by_field_name("function") if call is not None else None
    if call is None or function is None or code(place.text, function) not in names:
        return None
    statement = alembic.statement_of(place, call)
    return (call, statement) if statement is not None else None


def _table(schema: str, table: str) -> str:
    return ".".join(written_name(part) for part in (schema, table) if part)


def _literal(sql: str) -> str:
    return f"'{sql}'" if '"' in sql else f'"{sql}"'
