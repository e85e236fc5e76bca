"""Rows that the code of a migration moves by the ORM: read from one model, written to another.

Nothing of it is SQL, so it is told as what it amounts to: an insert of what was read, at low
confidence. It says that what a later step drops lives on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import DataChange, Scope, Verb
from guardrail.frontends.python.django.read_fields import fields_read, fields_written
from guardrail.frontends.python.reading import Reading
from guardrail.model import Confidence
from guardrail.patterns import late

_MODEL = late(
    r"\b(\w+)\s*=\s*(?:cast\([^()=]{1,120},\s*)?[\w.]*get_model\(\s*(?:app_label\s*=\s*)?[\"']([\w.]+)[\"']"
    r"(?:\s*,\s*(?:model_name\s*=\s*)?[\"'](\w+)[\"'])?"
)
_MAKING = r"(?:create|bulk_create|get_or_create|update_or_create)\("
_MAKES = rf"\.\w+\.{_MAKING}|\b{{0}}\("
_USE = rf"\b{{0}}\b(?!\s*(?:=|\.\w+\.{_MAKING}|\())"
_IN_PLACE = late(r"\.(?:save|add|set|update|bulk_update)\(")
_MAKES_ANY = late(rf"\.{_MAKING}")
_WHOLE = late(rf"\.{_MAKING}\s*\*\*\w")
_WHOLE_ROWS = late(r"\.values\(\s*\)")


def moved_rows(reading: Reading, node: Node, code: str) -> Iterator[DataChange]:
    """What the code reads and writes elsewhere, for each model it reads; `node` runs it.

    Where it writes to several, or to the rows themselves, nothing is said of where values went. A
    field that is alone in being written, and read, is put in another form: nothing was moved.
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
    if not written and not _IN_PLACE.search(code) and not _MAKES_ANY.search(code):
        return
    read, kept = fields_read(code), fields_written(code)
    if len(kept) == 1 and not written:
        read = [name for name in read if name not in kept]
    whole = _WHOLE.search(code) is not None and _WHOLE_ROWS.search(code) is not None
    for name, table in tables.items():
        if not (read or whole) or table in written or not re.search(_USE.format(name), code):
            continue
        values = [f"{table}.{one}{end}" for one in read for end in ("", "_id")]
        yield DataChange(
            **reading.stated(node, Confidence.LOW),
            verb=Verb.INSERT,
            target=written[0] if len(written) == 1 else table,
            scope=Scope.FILTERED,
            copies_from=(table,) if whole and len(written) == 1 else tuple(values),
        )


def _table(label: str, model: str) -> str:
    """The table of `get_model("shop", "Order")` or `get_model("shop.Order")`."""
    app, _, own = label.partition(".") if not model else (label, "", model)
    return f"{app}_{own.lower()}" if app and own else ""
