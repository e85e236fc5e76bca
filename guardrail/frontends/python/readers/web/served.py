"""Folders and files that a program hands out to whoever asks for them over the network."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from tree_sitter import Node

from guardrail.effects import GuardChange
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.outside import written_outside
from guardrail.frontends.python.readers.filesystem.paths_named import paths_of
from guardrail.frontends.python.readers.filesystem.project_paths import from_itself
from guardrail.frontends.python.readers.filesystem.strangers import named_by
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.knowledge.python.rows import NOWHERE, Argument, Serves
from guardrail.model import Confidence
from guardrail.patterns import late
from guardrail.stream import Item

FOLDER, FILE = "served folder", "served file"
_EVERYTHING = frozenset(
    (
        *(".", "..", "../..", "/", "~", "$HOME", "/etc", "/root", "/home", "/var", "/usr", "/opt"),
        *("/app", "/code", "/workspace", "/usr/src/app", "/var/log", "/proc", "/mnt"),
    )
)
"""Folders that hold source, settings or secrets besides what is meant to be seen."""
_ROOT = late(
    r"(?:^|\.)(?:BASE_DIR|BASE_PATH|PROJECT_ROOT|ROOT_DIR|PROJECT_DIR|ROOT_PATH|root_path)$"
    r"|(?:^|\.)(?:getcwd|cwd|home)\(\)$|^(?:os\.path\.)?expanduser\([\"']~/?[\"']\)$"
)
_WRITTEN = late(r"[wax+]")
_MODE = Argument(1, "mode")


def serves(reading: Reading, call: Call, row: Serves) -> list[Item] | None:
    """The folder that everybody gets files of, or the file whose path a request names."""
    node = call.argument(row.path)
    if node is None or reading.in_test:
        return None
    if row.file:
        return _file(reading, call, node)
    named = call.argument(row.name) if row.name != NOWHERE else None
    if row.name != NOWHERE and (named is None or reading.known(named)):
        return None
    folder = _whole_folder(reading, node)
    if not folder:
        return None
    detail = f"{call.last} of {folder}"
    stated = reading.stated(call.node)
    return [GuardChange(**stated, guard=FOLDER, path=folder, detail=detail)]


def _whole_folder(reading: Reading, node: Node) -> str:
    """A folder that holds more than is meant to be seen, "" for any other."""
    own = from_itself(reading, node)
    if own:
        around = {str(one) for one in PurePosixPath(reading.source.path).parents}
        return own if own in around or own in _EVERYTHING else ""
    paths = [one for one in paths_of(reading, node) if one] or _nothing(reading, node)
    for path in paths:
        if (path.rstrip("/") or path) in _EVERYTHING:
            return path
    code = reading.module.code(node)
    return code if not paths and _ROOT.search(code) else ""


def _nothing(reading: Reading, node: Node) -> list[str]:
    """The folder that is meant by an empty path: the one that the program runs in."""
    return ["."] if reading.module.code(node) in ("''", '""') else []


def _file(reading: Reading, call: Call, node: Node) -> list[Item] | None:
    mode = call.argument(_MODE) if call.last == "open" else None
    if mode is not None and _WRITTEN.search(reading.known(mode) or "w"):
        return None
    if not named_by(reading, call, node) or _is_one_name(reading, node):
        return None
    detail = reading.module.short(node)
    stated = reading.stated(call.node, Confidence.MEDIUM)
    return [GuardChange(**stated, guard=FILE, path="", detail=detail)]


def _is_one_name(reading: Reading, node: Node) -> bool:
    """Whether what the request names is one part of its address, which has no `/` in it."""
    asked = written_outside(reading, node).node
    around = function_around(reading.module, asked)
    above = around.parent if around is not None else None
    if around is None or above is None or above.type != "decorated_definition":
        return False
    name = re.escape(reading.module.name(asked))
    if re.fullmatch(r"\w+", name) is None:
        return False
    decorators = reading.module.text[above.start_byte : around.start_byte]
    return re.search(rf"<(?:(?!path:)\w+:)?{name}>|\{{{name}\}}", decorators) is not None
