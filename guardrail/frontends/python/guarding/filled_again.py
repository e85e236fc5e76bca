"""Rows that go and come again: the function empties a model's table and fills it anew.

SQL tells its own inserts. What an ORM writes is read nowhere, so it is looked for where every row
of something is deleted, and only there.
"""

from __future__ import annotations

import re
from itertools import islice

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import DataChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.frontends.python.found import Found, Said
from guardrail.frontends.python.naming.own_functions import function_named
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late
from guardrail.shapes import WRITTEN_ANEW

_LONGEST = 4_000
_CALLED = late(r"(?<![\w.])(?:self\.|cls\.)?([a-z_]\w*)\(")
_FARTHEST, _MOST = 2, 8
"""How many calls deep, and how many functions, what is called afterwards is looked at."""
_MANY = (
    r"(?:bulk_create|abulk_create|bulk_save_objects|bulk_insert_mappings|bulk_insert|insert_many"
    r"|insert_all|insert_documents|bulk_write)\("
)
_WRITES_MANY = late(
    rf"\b([A-Za-z_][\w.()]{{0,80}})\.{_MANY}\s*([\w.]{{0,80}})|\b{_MANY}\s*([\w.]{{1,80}})"
)
_WRITES_EACH = late(
    r"\b([A-Za-z_][\w.]{0,80})"
    r"\.(?:a?create|a?get_or_create|a?update_or_create|insert_one|insert)\("
    r"|(?<![\w.])(?:\w{1,40}\.)?([A-Z]\w{0,80})\("
)
_HINTS = ("bulk_", "insert", "for ")
_LOOP = late(r"\bfor\b")
_MADE_UP = late(
    r"\bfake|\bFaker\b|\brandom|\brange\(\s*(?:[01]\s*,\s*)?\d+\s*\)|\bseed|\bdemo|\bsample|\bdummy"
)
"""Rows that are made up are no replacement of those that were there."""


def told_as_filled(reading: Reading, function: Node, one: Found) -> Found:
    """What was found; where all rows go that the function writes anew after it, that is said."""
    if not any(_empties(item) or _blanks(item) or _drops(item) for item in one.items):
        return one
    after = reading.module.plain[one.end : min(function.end_byte, one.end + _LONGEST)]
    start = max(function.start_byte, one.start - _LONGEST)
    before = reading.module.plain[start : one.start] if _ADDS.search(after) else ""
    after += called_by(reading.module, after, function)
    if not any(word in after for word in _HINTS) or _MADE_UP.search(after):
        return one
    holders = _holders(reading, one) | _models_of(reading, one)
    items = [_told(item, before, after, holders) for item in one.items]
    return replace(one, items=items)


def called_by(module: Module, code: str, function: Node) -> str:
    """The code of the module's own functions that some code calls, and that these call."""
    found, asked = {function.start_byte: ""}, code
    for _ in range(_FARTHEST):
        names = dict.fromkeys(_CALLED.findall(asked))
        own = [one for name in names if (one := function_named(module, name)) is not None]
        told = {
            one.start_byte: module.plain[
                one.start_byte : min(one.end_byte, one.start_byte + _LONGEST)
            ]
            for one in own[:_MOST]
            if one.start_byte not in found
        }
        found |= told
        asked = "\n".join(told.values())
    return "\n".join(found.values())


def _empties(item: Said) -> bool:
    return (
        isinstance(item, DataChange)
        and item.verb in (Verb.DELETE, Verb.TRUNCATE)
        and item.scope is Scope.NONE
    )


def _blanks(item: Said) -> bool:
    """Whether columns of every row are set: a loop behind it may give rows their own values."""
    if not isinstance(item, DataChange) or item.verb is not Verb.UPDATE:
        return False
    return item.scope is Scope.NONE and bool(item.sets)


def _drops(item: Said) -> bool:
    """Whether one table is dropped, which the function may make and fill again."""
    if not isinstance(item, SchemaChange) or item.verb is not Verb.DROP:
        return False
    return item.kind is ObjectKind.TABLE and ", " not in item.table


_MADE_AGAIN = late(r"(?:\.|\b)(?:create|create_all|create_tables?|create_db_tables(?:_sync)?)\(")


_FIXED = late(rf"{_MANY}\s*(?:\[|[A-Z][A-Z_]+\b)|\bin\s+(?:[\[(]|[A-Z][A-Z_]+\b)")
"""Rows that the program has in itself: they are a beginning, and nothing that comes back."""


def _models_of(reading: Reading, one: Found) -> frozenset[str]:
    """The classes of the module that stand for the tables that are dropped."""
    tables = [item.table for item in one.items if isinstance(item, SchemaChange) and _drops(item)]
    text = reading.module.plain if tables else ""
    named = {table: re.compile(_NAMED.format(re.escape(table))) for table in tables if table}
    found = (match[1] for each in named.values() for match in islice(each.finditer(text), _MOST))
    return frozenset(found)


_NAMED = (
    r"(?m)^class (\w{{1,80}})\b[^\n]{{0,200}}\n(?:[ \t]+[^\n]{{0,300}}\n){{0,4}}?"
    r"[ \t]+(?:_table_|__tablename__|table_name|db_table)\s*=\s*[\"']{0}[\"']"
)
"""A class that says which table it stands for, at its beginning."""


def _told(item: Said, before: str, after: str, holders: frozenset[str]) -> Said:
    if isinstance(item, DataChange) and _blanks(item):
        given = all(re.search(rf"\.{re.escape(name)}\s*=(?!=)", after) for name in item.sets)
        looped = _LOOP.search(after) is not None and _SAVES.search(after) is not None
        return replace(item, refilled=True) if given and looped else item
    dropped = _drops(item) and bool(_MADE_AGAIN.search(after)) and not _FIXED.search(after)
    if not isinstance(item, DataChange | SchemaChange) or not (dropped or _empties(item)):
        return item
    classes = {name.removesuffix(".objects") for name in holders if name.endswith(".objects")}
    target = item.table if isinstance(item, SchemaChange) else item.target
    names = {target.rpartition(".")[2], *holders, *classes} - {""}
    # What stands within another call, as in `len(Tag.objects.bulk_create(rows))`, too.
    many = (name for one in _WRITES_MANY.finditer(after) for name in one.groups() if name)
    filled = any(_is_of(owner.rpartition("(")[2], names) for owner in many)
    if not filled and _LOOP.search(after):
        each = (one[1] or one[2] for one in _WRITES_EACH.finditer(after))
        filled = any(_is_of(owner, names) for owner in each)
    if not filled and _LOOP.search(before):
        # Rows that were made of a file before the old ones went, and are added behind them.
        filled = any(_is_of(made[2] or "", names) for made in _WRITES_EACH.finditer(before))
    if isinstance(item, SchemaChange):
        return replace(item, options=(*item.options, WRITTEN_ANEW)) if filled else item
    return replace(item, refilled=True) if filled else item


_ADDS = late(r"\.(?:add|add_all|bulk_save_objects)\(")
_SAVES = late(r"\.(?:save|bulk_update|commit|flush)\(")


def _is_of(owner: str, names: set[str]) -> bool:
    """Whether what is written to is one of the names, or hangs on one: `Tag.objects`."""
    return any(owner == name or owner.startswith(f"{name}.") for name in names)


def _holders(reading: Reading, one: Found) -> frozenset[str]:
    """What the rows are deleted by: `db.tags` in `db.tags.delete_many({})`, `tags.delete()`."""
    code = reading.module.plain[one.start : one.end]
    first = re.match(r"[A-Za-z_][\w.]*(?=\.\w+(?:\(|\Z))", code)
    told = {name for pair in _DELETED.findall(code[:_LONGEST]) for name in pair if name}
    return frozenset(told | {first[0]} if first else told)


_DELETED = late(r"\(([A-Za-z_]\w*)\.delete\(|\bdelete\(([A-Za-z_]\w*)\)")
"""The table of a statement that is handed to what executes it."""
