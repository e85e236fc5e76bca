"""Functions that make a text of a text: markers, wrappers, and what composes SQL.

Sources: the Python library reference (textwrap, inspect, string), Jinja's API, psycopg's `sql`
module, SQLAlchemy's `text` and `DDL` (also as Flask-SQLAlchemy's `db` has them), Django's `RawSQL`
and translation functions.
"""

from __future__ import annotations

from enum import Enum

from guardrail.knowledge.python.files import PATH_CLASSES
from guardrail.knowledge.python.rows import words


class Maker(Enum):
    """What comes out: the same text, one without its margin, a quoted name or value, a sum."""

    SAME = "same"
    DEDENT = "dedent"
    CLEAN = "clean"
    IDENTIFIER = "identifier"
    LITERAL = "literal"
    COMPOSED = "composed"


MAKERS: dict[str, Maker] = {
    "string.Template": Maker.SAME,
    "jinja2.Template": Maker.SAME,
    "textwrap.dedent": Maker.DEDENT,
    "inspect.cleandoc": Maker.CLEAN,
    "sqlalchemy.text": Maker.SAME,
    "sqlalchemy.sql.text": Maker.SAME,
    "sqlalchemy.DDL": Maker.SAME,
    "sqlalchemy.schema.DDL": Maker.SAME,
    "sqlmodel.text": Maker.SAME,
    "sa.text": Maker.SAME,
    "sa.DDL": Maker.SAME,
    "db.text": Maker.SAME,
    "db.DDL": Maker.SAME,
    "django.db.models.expressions.RawSQL": Maker.SAME,
    "django.utils.safestring.mark_safe": Maker.SAME,
    "psycopg.sql.SQL": Maker.SAME,
    "psycopg2.sql.SQL": Maker.SAME,
    "sql.SQL": Maker.SAME,
    "psycopg.sql.Identifier": Maker.IDENTIFIER,
    "psycopg2.sql.Identifier": Maker.IDENTIFIER,
    "sql.Identifier": Maker.IDENTIFIER,
    "psycopg.sql.Literal": Maker.LITERAL,
    "psycopg2.sql.Literal": Maker.LITERAL,
    "sql.Literal": Maker.LITERAL,
    "psycopg.sql.Composed": Maker.COMPOSED,
    "psycopg2.sql.Composed": Maker.COMPOSED,
    "sql.Composed": Maker.COMPOSED,
    "builtins.str": Maker.SAME,
    **dict.fromkeys(PATH_CLASSES, Maker.SAME),
    "os.fspath": Maker.SAME,
    "cloudpathlib.CloudPath": Maker.SAME,
    "cloudpathlib.AnyPath": Maker.SAME,
    "cloudpathlib.S3Path": Maker.SAME,
    "cloudpathlib.GSPath": Maker.SAME,
    "cloudpathlib.AzureBlobPath": Maker.SAME,
}

OPENERS: frozenset[str] = frozenset(("open", "io.open", "codecs.open"))
"""Functions that open the file whose path is their first argument."""

KEEPERS: frozenset[str] = words("strip lstrip rstrip encode decode bindparams replace format")
"""Methods of a text after which it is still the same script, as a file or a list of statements."""

PIECES: frozenset[str] = frozenset(("split", "splitlines"))
"""Methods of a text that take it apart."""

SPLITTERS: frozenset[str] = frozenset(("sqlparse.split",))
"""Functions that take a script apart into its statements."""


def maker_of(name: str) -> Maker | None:
    """What the function of a dotted name makes of a text, `None` where it isn't known to."""
    known = MAKERS.get(name) or MAKERS.get(".".join(name.rsplit(".", 2)[-2:]))
    if known is None and "." not in name:
        return next((maker for full, maker in MAKERS.items() if full.endswith(f".{name}")), None)
    return known
