"""Completion in policy files: keys, values, rules, paths."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

from lsprotocol import types

from guardrail_lsp.frames import Plain
from guardrail_lsp.server.analyst import Died
from guardrail_lsp.server.board import Entry
from guardrail_lsp.server.documents import lines_of, offset_of
from guardrail_lsp.server.server import Server

MOST_PATHS = 200
PATHS = frozenset({"paths", "path", "exclude", "migrations", "tests", "baseline"})

_TABLE = re.compile(r"^\s*(\[{1,2})\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*(["']?)([\w-]*)\1\s*=\s*(.*)$""", re.DOTALL)
_OPEN_TEXT = re.compile(r"""(?:^|[\[,=\s])(["'])([^"']*)$""")


def register(server: Server) -> None:
    """Offer completion."""
    options = types.CompletionOptions(trigger_characters=['"', "'", "[", "=", "/", "."])
    server.feature(types.TEXT_DOCUMENT_COMPLETION, options)(_complete)


async def _complete(ls: Server, params: types.CompletionParams) -> types.CompletionList | None:
    entry = ls.board.of_uri(params.text_document.uri)
    if entry is None or entry.policy_table is None:
        return None
    if ls.vocabulary is None:
        try:
            ls.vocabulary = await ls.analyst.ask({"ask": "vocabulary"})
        except Died:
            return None
    row = params.position.line
    lines = lines_of(entry.text)
    line = lines[row] if row < len(lines) else ""
    here = types.Position(0, params.position.character)
    before = line[: offset_of(line, here, ls.encoding)]
    items = list(_items(ls.vocabulary, entry, lines[:row], before))
    return types.CompletionList(is_incomplete=False, items=items)


def _items(
    known: Plain, entry: Entry, above: list[str], before: str
) -> Iterator[types.CompletionItem]:
    inside = entry.policy_table or ()
    header = re.match(r"^\s*\[{1,2}\s*([\w.-]*)$", before)
    if header:
        yield from _tables(known, inside)
        return
    table = _table(above, inside)
    if table is None:
        return
    shape = _shape(known["schema"], table)
    key, value = _key(above, before)
    if value is None:
        yield from _keys(known, table, shape, above)
        return
    quoted = _OPEN_TEXT.search(value)
    if key in PATHS and quoted:
        yield from _paths(entry, quoted[2])
        return
    if table[-1:] == ("levels",):
        values = ["off", "info", "warning", "error"]
    elif key == "rule":
        values = known["rules"]
    else:
        values = list(_values(known["schema"], (shape.get("properties") or {}).get(key, {})))
    for name in values:
        text = name if quoted or name in ("true", "false") else f'"{name}"'
        yield types.CompletionItem(name, kind=types.CompletionItemKind.EnumMember, insert_text=text)


def _table(above: list[str], inside: tuple[str, ...]) -> tuple[str, ...] | None:
    """The table that a line stands in, as seen from the policy's own; `None` outside of it."""
    found: tuple[str, ...] = ()
    for line in above:
        match = _TABLE.match(line)
        if match:
            found = tuple(part.strip().strip("\"'") for part in match[2].split("."))
    if found[: len(inside)] != inside:
        return None
    return found[len(inside) :]


def _key(above: list[str], before: str) -> tuple[str, str | None]:
    """The key whose value is being written and that value so far; `None` where a key is."""
    match = _KEY.match(before)
    if match:
        return match[2], match[3]
    for line in reversed(above[-50:]):
        match = _KEY.match(line)
        if match:
            opened = match[3].count("[") > match[3].count("]")
            return (match[2], before) if opened else ("", None)
        if _TABLE.match(line) or "]" in line:
            break
    return "", None


def _shape(schema: Plain, table: tuple[str, ...]) -> Plain:
    """The part of the schema that describes a table."""
    found = schema
    for part in table:
        properties = found.get("properties") or {}
        found = _resolved(schema, properties.get(part, {}))
    return found


def _resolved(schema: Plain, part: Any) -> Plain:
    """The table that a part of the schema allows, through lists, references and "or nothing"."""
    for _ in range(8):
        if not isinstance(part, dict):
            return {}
        if "$ref" in part:
            part = schema.get("$defs", {}).get(part["$ref"].rsplit("/", 1)[-1], {})
        elif part.get("type") == "array":
            part = part.get("items", {})
        elif "anyOf" in part:
            part = next((p for p in part["anyOf"] if p.get("type") != "null"), {})
        else:
            return part
    return {}


def _values(schema: Plain, part: Any) -> Iterator[str]:
    found = _resolved(schema, part)
    yield from (str(value) for value in found.get("enum", ()))
    if "const" in found:
        yield str(found["const"])
    if found.get("type") == "boolean":
        yield from ("true", "false")


def _tables(known: Plain, inside: tuple[str, ...]) -> Iterator[types.CompletionItem]:
    prefix = "".join(f"{part}." for part in inside)
    for name, part in known["schema"]["properties"].items():
        if _resolved(known["schema"], part).get("type") == "object":
            yield types.CompletionItem(f"{prefix}{name}", kind=types.CompletionItemKind.Module)


def _keys(
    known: Plain, table: tuple[str, ...], shape: Plain, above: list[str]
) -> Iterator[types.CompletionItem]:
    names: dict[str, str] = {}
    if table[-1:] == ("levels",):
        names = dict.fromkeys([*known["rules"], *known["categories"]], "")
    for name, part in (shape.get("properties") or {}).items():
        names[name] = str(part.get("description", ""))
    said = set(_said(above))
    for name, about in names.items():
        if name not in said:
            yield types.CompletionItem(
                name,
                kind=types.CompletionItemKind.Property,
                detail=about or None,
                insert_text=f"{name} = ",
            )


def _said(above: list[str]) -> Iterator[str]:
    """The keys of the current table that are there already."""
    for line in reversed(above):
        if _TABLE.match(line):
            return
        match = _KEY.match(line)
        if match:
            yield match[2]


def _paths(entry: Entry, begun: str) -> Iterator[types.CompletionItem]:
    """Files and folders below the policy's folder, one level at a time."""
    folder, _, _ = begun.rpartition("/")
    top = os.path.dirname(entry.file)  # noqa: PTH120
    place = os.path.realpath(os.path.join(top, folder.lstrip("/")))  # noqa: PTH118
    if "*" in folder or not f"{place}/".startswith(f"{os.path.realpath(top)}/"):
        return
    try:
        found = sorted(os.scandir(place), key=lambda e: e.name)[:MOST_PATHS]
    except OSError:
        return
    for one in found:
        if not one.name.startswith("."):
            deeper = one.is_dir(follow_symlinks=False)
            kind = types.CompletionItemKind.Folder if deeper else types.CompletionItemKind.File
            yield types.CompletionItem(f"{one.name}{'/' if deeper else ''}", kind=kind)
