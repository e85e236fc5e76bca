"""Rows that the code of a migration moves by the ORM: read from one model, written to another.

Nothing of it is SQL, so it is told as what it amounts to: an insert of what was read, at low
confidence. It says that what a later step drops lives on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import DataChange, Scope, Verb
from guardrail.frontends.python.reading import Reading
from guardrail.model import Confidence

_MODEL = re.compile(
    r"\b(\w+)\s*=\s*[\w.]*get_model\(\s*(?:app_label\s*=\s*)?[\"']([\w.]+)[\"']"
    r"(?:\s*,\s*(?:model_name\s*=\s*)?[\"'](\w+)[\"'])?"
)
_MAKES = r"\.\w+\.(?:create|bulk_create|get_or_create|update_or_create)\(|\b{0}\("
_USE = r"\b{0}\b(?!\s*(?:=|\.\w+\.(?:create|bulk_create|get_or_create|update_or_create)\(|\())"
_IN_PLACE = re.compile(r"\.(?:save|add|set|update|bulk_update)\(")
_READ = re.compile(r"\b\w+\.([a-z_]\w*)\b(?!\s*(?:\(|=(?!=)))")
_NO_VALUES = frozenset(("objects", "id", "pk", "all", "db", "alias", "connection", "migrations"))
_MOST = 30


def moved_rows(reading: Reading, node: Node, code: str) -> Iterator[DataChange]:
    """What the code reads and writes elsewhere, for each model it reads; `node` runs it.

    Where it writes to several, or to the rows themselves, nothing is said of where values went.
    """
    if "get_model" not in code:
        return
    tables = {one[1]: _table(one[2], one[3] or "") for one in _MODEL.finditer(code)}
    tables = {name: table for name, table in tables.items() if table}
    written = [
        table
        for name, table in tables.items()
        if re.search(rf"\b{name}{_MAKES.format(name)}", code)
    ]
    if not written and not _IN_PLACE.search(code):
        return
    read = dict.fromkeys(name for name in _READ.findall(code) if name not in _NO_VALUES)
    for name, table in tables.items():
        if not read or table in written or not re.search(_USE.format(name), code):
            continue
        values = [f"{table}.{one}{end}" for one in [*read][:_MOST] for end in ("", "_id")]
        yield DataChange(
            **reading.stated(node, Confidence.LOW),
            verb=Verb.INSERT,
            target=written[0] if len(written) == 1 else table,
            scope=Scope.FILTERED,
            copies_from=tuple(values),
        )


def _table(label: str, model: str) -> str:
    """The table of `get_model("shop", "Order")` or `get_model("shop.Order")`."""
    app, _, own = label.partition(".") if not model else (label, "", model)
    return f"{app}_{own.lower()}" if app and own else ""
