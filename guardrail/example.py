"""Examples: the code that a rule's documentation shows and its tests run."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent as dedented
from textwrap import indent

from msgspec import Struct
from msgspec.structs import replace


class Example(Struct, frozen=True):
    """A piece of code. `given` is code that runs before it in the same Unit.

    `path` is where it would stand in a project. `history` is the SQL of the migrations before it,
    from an empty database on; `rows` how many rows tables hold. `before` is the same file's
    earlier text, where the example is an edit (`text` of `None`: deleted, `new_path`: renamed).
    """

    language: str
    text: str | None
    path: str
    given: str = ""
    dialect: str = ""
    version: int = 0
    before: str | None = None
    new_path: str = ""
    history: str = ""
    rows: tuple[tuple[str, int], ...] = ()

    @property
    def whole(self) -> str:
        """The text with what is given before it."""
        return f"{self.given}\n{self.text}" if self.given else self.text or ""


def dedent(text: str) -> str:
    """The text without common indentation; most examples are one line and have none."""
    return dedented(text) if "\n" in text or text[:1].isspace() else text


def sql(
    text: str,
    *,
    given: str = "",
    dialect: str = "postgres",
    version: int = 0,
    path: str = "migrations/0002_change.sql",
    history: str = "",
    rows: Mapping[str, int] | None = None,
) -> Example:
    """A SQL file; `history` is the SQL of earlier migrations."""
    if given and not given.rstrip().endswith(";"):
        given = given.rstrip() + ";"
    example = Example("sql", dedent(text), path, dedent(given), dialect, version)
    return _after(example, history, rows)


def python(text: str, *, given: str = "", path: str = "app/clean.py", dialect: str = "") -> Example:
    """A Python file."""
    return Example("python", dedent(text), path, dedent(given), dialect)


def django(
    operations: str,
    *,
    code: str = "",
    dialect: str = "",
    path: str = "shop/migrations/0007_change.py",
    history: str = "",
    rows: Mapping[str, int] | None = None,
) -> Example:
    """A Django migration with these operations; `code` stands before its class.

    `history` is the SQL of what the migrations before it did.
    """
    before = dedent(code).strip()
    text = (
        "from django.db import migrations, models\n\n\n"
        + (f"{before}\n\n\n" if before else "")
        + "class Migration(migrations.Migration):\n"
        + '    dependencies = [("shop", "0006_before")]\n\n'
        + "    operations = [\n"
        + indent(dedent(operations).strip(), " " * 8)
        + "\n    ]\n"
    )
    return _after(Example("python", text, path, dialect=dialect), history, rows)


def alembic(
    upgrade: str,
    downgrade: str = "pass",
    *,
    dialect: str = "",
    path: str = "migrations/versions/3f2a9c_change.py",
    history: str = "",
    rows: Mapping[str, int] | None = None,
) -> Example:
    """An Alembic revision with these bodies; `history` is the SQL of what revisions before did."""
    text = (
        "import sqlalchemy as sa\n"
        "from alembic import op\n\n"
        'revision = "3f2a9c"\n'
        'down_revision = "1b0c77"\n\n\n'
        "def upgrade():\n"
        + indent(dedent(upgrade).strip(), "    ")
        + "\n\n\ndef downgrade():\n"
        + indent(dedent(downgrade).strip(), "    ")
        + "\n"
    )
    return _after(Example("python", text, path, dialect=dialect), history, rows)


def _after(example: Example, history: str, rows: Mapping[str, int] | None) -> Example:
    """The example in a project that has a history and statistics."""
    return replace(example, history=dedent(history), rows=tuple((rows or {}).items()))


def shell(text: str, *, given: str = "", path: str = "clean.sh") -> Example:
    """A shell script."""
    return Example("shell", dedent(text), path, dedent(given))


def workflow(text: str, *, path: str = ".github/workflows/clean.yml") -> Example:
    """A GitHub workflow."""
    return Example("workflow", dedent(text), path)


def change(path: str, before: str | None, after: str | None, *, new_path: str = "") -> Example:
    """An edit of one file: `before` of `None` is a new file, `after` of `None` a deleted one."""
    return Example(
        "change",
        None if after is None else dedent(after),
        path,
        before=None if before is None else dedent(before),
        new_path=new_path,
    )
