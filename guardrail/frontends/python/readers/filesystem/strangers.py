"""Files whose names somebody else has written: a request, or an archive unpacked by hand."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.outside import By, Outside, looked_at, written_outside
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around, place_of
from guardrail.frontends.python.values.beginnings import LAST_PART
from guardrail.frontends.python.values.roots import roots
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

WEB = words(
    "flask fastapi starlette django rest_framework aiohttp sanic quart bottle tornado litestar"
    " falcon pyramid robyn blacksheep werkzeug ninja"
)
"""Packages whose programs answer requests."""
_ARCHIVES = words("zipfile tarfile py7zr rarfile")
_MEMBERS = late(
    r"\.(?:infolist|namelist|getmembers|getnames|next)\(\)$|\b(?:ZipFile|tarfile\.open)\("
)
_LOOKED_AT = late(
    r"secure_filename|get_valid_filename|is_relative_to|relative_to\(|\.parents\b|commonp(?:ath|refix)|realpath"
    r"|\.parent\s*[!=]=|[!=]=\s*[\w.]+\.parent\b|basename|\)\.name\b|startswith|fullmatch|\.match\(|isalnum\(|isidentifier\(|isdigit\("
    r"|uuid|allow(?:ed|_?list)|whitelist|safe_?\w*\(|is_safe|sanitiz|slugif|\.\.[\"']|\bvalid"
    r"|\bnot in\b|isabs|\.isdigit|\b(?:if|and)\s+\w*(?:path|name|file|key)\w*\s+in\s",
    re.IGNORECASE,
)
"""How a function looks that looks at a name before it opens what is called that."""


_A_PATH = late(r"/|join\(|joinpath|\bPath\(|filename|path|\bdir|folder|\.files\b", re.IGNORECASE)
"""How a file is saved whose name somebody has written, unlike an order of that name."""


def named_by(reading: Reading, call: Call, path: Node) -> str:
    """Who has written the name of a file, "" where it is the program or somebody looks at it."""
    packages = reading.names.packages
    web, archives = not WEB.isdisjoint(packages), not _ARCHIVES.isdisjoint(packages)
    if not (web or archives):
        return ""
    if call.last == "save" and not _saves_a_file(reading, call, path):
        return ""
    around = function_around(reading.module, call.node)
    definitions = place_of(reading.module, call.node.start_byte).definitions
    here = tuple(one for one in definitions if one.type == "function_definition")
    if archives:
        for root in roots(reading, path):
            code = reading.module.code(root.node)[:200]
            found = Outside(By.MESSAGE, root.node, (*root.through, *here))
            strange = _MEMBERS.search(code) and LAST_PART not in root.way
            if strange and not looked_at(reading, found, _LOOKED_AT):
                return "an archive"
    if not web:
        return ""
    found = written_outside(reading, path, but=LAST_PART)
    asked = found.by is By.REQUEST or (
        found.by is By.MESSAGE and ".filename" in reading.module.code(around or path)
    )
    found = found._replace(through=(*found.through, *here))
    return "a request" if asked and not looked_at(reading, found, _LOOKED_AT) else ""


def _saves_a_file(reading: Reading, call: Call, path: Node) -> bool:
    """Whether what is saved is a file: an upload, or anything saved at what reads as a path."""
    owner = call.function.child_by_field_name("object")
    asked = [path] if owner is None else [path, owner]
    asked += [value for one in asked if (value := reading.builder.flow.value(one)) is not None]
    return any(_A_PATH.search(reading.module.code(one)[:200]) for one in asked)
