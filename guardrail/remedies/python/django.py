"""Django's migrations: operations, their class, and the migration that follows.

Sources: Django's documentation of migrations, `Migration.atomic` and
`django.contrib.postgres.operations`.
"""

from __future__ import annotations

import json
import posixpath
import re

from msgspec import Struct
from tree_sitter import Node

from guardrail.model import Edit, NewFile
from guardrail.patterns import late
from guardrail.remedies.place import Place
from guardrail.remedies.project import Project
from guardrail.remedies.python.imports import imported, merged, needed
from guardrail.remedies.python.tree import around, code, margin, root_of
from guardrail.remedies.sql.constraints import written_name

OPERATIONS = "django.contrib.postgres.operations"

_NAME = late(r"(?P<number>\d{4,})_\w+\.py\Z")
_DEPENDS = late(r"""\(\s*["'](?P<app>\w+)["']\s*,\s*["'](?P<name>\w+)["']\s*,?\s*\)""")


class Migration(Struct, frozen=True):
    """A migration's class: its body, the list of its operations, the one at the place."""

    body: Node
    operations: list[Node]
    here: Node

    @property
    def alone(self) -> bool:
        """Whether it has no other operation."""
        return len(self.operations) == 1


def migration_at(place: Place, call: Node) -> Migration | None:
    """The migration in whose list of operations a call stands, `None` where it is deeper down."""
    listed = call.parent
    if listed is None or listed.type != "list" or listed.parent is None:
        return None
    assigned = listed.parent
    left = assigned.child_by_field_name("left")
    owner = around(assigned, "class_definition")
    if assigned.type != "assignment" or left is None or owner is None:
        return None
    body = owner.child_by_field_name("body")
    if code(place.text, left) != "operations" or body is None:
        return None
    operations = [each for each in listed.named_children if each.type != "comment"]
    return Migration(body, operations, call)


def atomic_value(place: Place, migration: Migration) -> str:
    """What the class says of `atomic`, "" where it says nothing."""
    for statement in migration.body.named_children:
        assigned = next(iter(statement.named_children), None)
        if assigned is None or assigned.type != "assignment":
            continue
        left, right = (assigned.child_by_field_name(side) for side in ("left", "right"))
        if left is not None and right is not None and code(place.text, left) == "atomic":
            return code(place.text, right)
    return ""


def not_atomic(place: Place, migration: Migration) -> Edit:
    """`atomic = False` at the top of the class."""
    first = migration.body.named_children[0]
    gap = margin(place.text, first.start_byte)
    return place.edit(first.start_byte, first.start_byte, f"atomic = False\n\n{gap}")


def removed(place: Place, operation: Node) -> Edit:
    """Takes an operation out of the list, with its comma and its lines."""
    text = place.text
    start, end = operation.start_byte, operation.end_byte
    comma = re.compile(r"[ \t]*,").match(text, end)
    end = comma.end() if comma else end
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end) + 1
    if not text[line:start].strip() and stop and not text[end:stop].strip():
        return place.edit(line, stop, "")
    spaces = re.compile(r"[ \t]*").match(text, end)
    return place.edit(start, spaces.end() if spaces else end, "")


def runs(sql: str, back: str, gap: str) -> str:
    """An operation that runs one statement, and one on the way back; "" for nothing there."""
    written = [json.dumps(each, ensure_ascii=False) for each in (sql, back)]
    ways = [written[0], written[1] if back else "migrations.RunSQL.noop"]
    return f"migrations.RunSQL(\n{gap}    {ways[0]},\n{gap}    {ways[1]},\n{gap})"


def table_named(name: str) -> str:
    """A table's name as SQL writes it."""
    return ".".join(written_name(part) for part in name.split("."))


def migrations_imported(place: Place) -> tuple[Edit, ...]:
    """The import of `migrations`, where the text has none."""
    line = imported(place, "django.db", "migrations")
    return (line,) if line is not None else ()


def following(
    place: Place,
    slug: str,
    operations: str,
    *,
    imports: tuple[str, ...] = (),
    before: str = "",
    bare: bool = False,
) -> NewFile | None:
    """The migration after the last one of the app, with these operations.

    `before` is what they need of the module. `None` where the app's last migration or its label
    can't be told.
    """
    folder = posixpath.dirname(place.path)
    if place.project is None:
        return None
    project = place.project
    names = project.once(("django", folder), lambda: _names(project, folder))
    own = posixpath.basename(place.path)
    if own not in names:
        return None
    label = _label(place, folder, names)
    last = project.once(("last", folder, label), lambda: _last(project, folder, names, label))
    if last is None:
        return None
    number = max(int(n[: n.index("_")]) for n in names) + 1
    path = posixpath.join(folder, f"{number:04d}_{slug}.py")
    own_imports = "from django.db import migrations"
    lines = merged([*imports, *needed(place.text, before + operations), own_imports])
    atomic = "    atomic = False\n\n" if bare else ""
    text = (
        "\n".join(lines)
        + (f"\n\n\n{before}" if before else "")
        + "\n\n\nclass Migration(migrations.Migration):\n"
        + atomic
        + f'    dependencies = [("{label}", "{last}")]\n\n'
        + f"    operations = [\n{operations.rstrip()}\n    ]\n"
    )
    return None if place.project.exists(path) else NewFile(path, text)


def _names(project: Project, folder: str) -> set[str]:
    return {n for n in map(posixpath.basename, project.inside(folder)) if _NAME.match(n)}


def _label(place: Place, folder: str, names: set[str]) -> str:
    """The app's label: as a migration's dependency on another here says, else the folder's name."""
    for found in _DEPENDS.finditer(place.text):
        if f"{found['name']}.py" in names:
            return found["app"]
    return posixpath.basename(posixpath.dirname(folder))


def _last(project: Project, folder: str, names: set[str], label: str) -> str | None:
    """The one migration that no other of the app depends on."""
    needed_by = set()
    for name in sorted(names):
        text = project.text(posixpath.join(folder, name))
        if text is None:
            return None
        needed_by |= {f["name"] for f in _DEPENDS.finditer(text) if f["app"] == label}
    leaves = [name[:-3] for name in names if name[:-3] not in needed_by]
    return leaves[0] if len(leaves) == 1 else None


def is_django(text: str) -> bool:
    """Whether the text is a migration of Django."""
    root = root_of(text)
    return root is not None and "django.db" in text and "migrations.Migration" in text
