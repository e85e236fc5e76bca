"""A project's replayed schema beside what a real PostgreSQL server has after its migrations.

    python -m tools.compare_schema FOLDER [--major N] [--before SQL]… [--replace OLD=NEW]…

`FOLDER` holds the migrations of one history, inside a project. They run, one file after another,
on a throw-away server (`--major`, 15 unless told); then tables, columns, types, nullability,
constraints and indexes are compared. `--before` runs what the project's deployment has done
already (a role, a schema, the tool's own table). `--replace` puts something in the place of what
stands in the files and is no SQL, like a template's tag. The exit status is 1 where they differ,
and 2 where the server refuses a file or there is no history.

It needs `psql`, since migrations may hold whatever psql can read.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from guardrail.cache import Cache
from guardrail.cli.project import below, project_here
from guardrail.engine.check import settings_by_path
from guardrail.engine.gather import Gatherer
from guardrail.engine.replay.chronicle import Chronicle
from guardrail.engine.replay.listing import Files
from guardrail.engine.replay.replay import Replay
from guardrail.knowledge.databases.postgres.types import Type, type_of
from guardrail.names import plain, short
from guardrail.schema.given_names import given_name
from guardrail.shapes import ConstraintKind, TableShape

ROOT = Path(__file__).resolve().parent.parent
_SERIAL = {"serial": "integer", "bigserial": "bigint", "smallserial": "smallint"}
_TABLES = """SELECT n.nspname::text, c.relname::text FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> %s
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"""

Facts = dict[str, str]
"""What is known of a schema: each part by a name that both sides give it."""


def main(arguments: Sequence[str]) -> int:
    """Print every difference."""
    parser = argparse.ArgumentParser(prog="python -m tools.compare_schema")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--major", type=int, default=15)
    parser.add_argument("--before", action="append", default=[], metavar="SQL")
    parser.add_argument("--replace", action="append", default=[], metavar="OLD=NEW")
    parsed = parser.parse_args(arguments)
    replaced = dict(each.split("=", 1) for each in parsed.replace)
    folder = parsed.folder.resolve()
    os.chdir(folder)
    project = project_here()
    chronicle = _chronicle(folder)
    if chronicle is None:
        print("no migration history that Guardrail knows is here", file=sys.stderr)
        return 2
    paths = [project.root / step.path for step in chronicle.history.steps]
    shapes = list(chronicle.after_all().tables())
    replayed = _facts(shapes)
    texts = [("--before", each) for each in parsed.before]
    texts += [(str(path), _read(path, replaced)) for path in paths]
    try:
        served = _facts(_served(texts, parsed.major))
    except subprocess.CalledProcessError as refused:
        print(refused.stderr.decode(errors="replace"), file=sys.stderr)
        return 2
    lost = chronicle.guessing()
    if lost:
        print(f"from {lost[0].path} on this is guessed: {lost[1]}")
    differences = list(_differences(replayed, served))
    print("\n".join(differences))
    alike = sum(replayed.get(name) == told for name, told in served.items())
    print(f"{len(paths)} files, {len(shapes)} tables: {alike} of {len(served)} facts alike")
    return 1 if differences else 0


def _chronicle(folder: Path) -> Chronicle | None:
    """The history whose steps stand in the folder."""
    project = project_here()
    settings_of = settings_by_path(project.policies())
    gatherer = Gatherer(project.tree, settings_of, Cache(None), 1)
    files = Files(project.tree, settings_of, gatherer, Cache(None))
    (top,) = below(project.root, [str(folder)])
    for chronicle in Replay(files, settings_of, Cache(None)).chronicles:
        if any(
            f"{step.path}/".startswith(f"{top}/" * bool(top)) for step in chronicle.history.steps
        ):
            return chronicle
    return None


def _read(path: Path, replaced: Mapping[str, str]) -> str:
    text = path.read_text()
    for old, new in replaced.items():
        text = text.replace(old, new)
    return text


def _served(texts: Sequence[tuple[str, str]], major: int) -> list[TableShape]:
    """The tables of a server on which the texts were run. Raises `CalledProcessError`."""
    sys.path.insert(0, str(ROOT / "tests" / "databases"))
    catalog, servers = import_module("catalog"), import_module("servers")

    psql = shutil.which("psql")
    if psql is None:
        raise SystemExit("psql isn't on this machine (Debian: apt-get install postgresql-client)")
    with servers.postgres(major) as server:
        cursor = server.connect().cursor()
        cursor.execute("CREATE DATABASE migrated")
        command = [psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(server.socket.parent)]
        command += ["-U", "guardrail", "-d", "migrated", "-f", "-"]
        for path, text in texts:
            done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
            if done.returncode:
                said = f"{path}: {done.stderr.decode(errors='replace')}".encode()
                raise subprocess.CalledProcessError(done.returncode, command, stderr=said)
        connection = server.connect("migrated")
        cursor = connection.cursor()
        cursor.execute(_TABLES, ("information_schema",))
        names = [f'"{schema}"."{table}"' for schema, table in cursor.fetchall()]
        return [shape for name in names if (shape := catalog.shape_of(connection, name))]


def _facts(shapes: Sequence[TableShape]) -> Facts:
    facts: Facts = {}
    for shape in shapes:
        if shape.temporary:
            continue
        table = short(shape.name)
        facts[table] = "a table"
        facts.update(_columns(table, shape))
        facts.update(_constraints(table, shape))
        facts.update(_indexes(table, shape))
    return facts


def _columns(table: str, shape: TableShape) -> Iterator[tuple[str, str]]:
    keyed = {
        plain(name)
        for constraint in shape.constraints
        if constraint.kind is ConstraintKind.PRIMARY_KEY
        for name in constraint.columns
    }
    for column in shape.columns:
        written = _SERIAL.get(plain(column.type), column.type)
        known = type_of(written)
        kind = _shown(known) if known else plain(written)
        identity = {"serial", "identity"} & set(column.options)
        nullable = column.nullable is not False and plain(column.name) not in keyed and not identity
        yield f"{table}.{plain(column.name)} type", short(kind)
        yield f"{table}.{plain(column.name)} NULL", "allowed" if nullable else "forbidden"


def _shown(known: Type) -> str:
    sizes = f"({', '.join(map(str, known.sizes))})" if known.sizes else ""
    return f"{known.name}{sizes}{'[]' if known.array else ''}"


def _constraints(table: str, shape: TableShape) -> Iterator[tuple[str, str]]:
    for part in shape.constraints:
        if part.kind in (ConstraintKind.NOT_NULL, ConstraintKind.NONE):
            continue
        columns = ", ".join(sorted(map(plain, part.columns)))
        name = short(part.name or given_name(shape.name, part.kind, part.columns))
        told = "" if part.kind is ConstraintKind.CHECK else f" ({columns})"
        to = f" -> {short(part.references)}" if part.references else ""
        valid = "" if part.validated else " not validated"
        yield f"{table} constraint {name}", f"{part.kind}{told}{to}{valid}"


def _indexes(table: str, shape: TableShape) -> Iterator[tuple[str, str]]:
    backing = {
        short(part.name or given_name(shape.name, part.kind, part.columns))
        for part in shape.constraints
        if part.kind in (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE, ConstraintKind.EXCLUDE)
    }
    for index in shape.indexes:
        name = short(index.name) or "_".join([table, *map(plain, index.columns), "idx"])
        if name not in backing:
            yield f"{table} index {name}", "unique" if index.unique else "plain"


def _differences(replayed: Facts, served: Facts) -> Iterator[str]:
    for name in sorted({*replayed, *served}):
        mine, theirs = replayed.get(name, "nothing"), served.get(name, "nothing")
        if mine != theirs:
            yield f"{name}: {mine} by the replay, {theirs} on the server"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
