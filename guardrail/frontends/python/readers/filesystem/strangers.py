"""Files whose names somebody else has written: a request, a mail, an archive unpacked by hand.

Sources: the Python library reference, `email.message` (`get_filename`) and `zipfile`; imap-tools 1
(`MailAttachment.filename`), exchangelib 5 (`FileAttachment.name`), requests 2 (`Response.headers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.looks_on_the_way import looked_at
from guardrail.frontends.python.readers.code.outside import (
    By,
    Outside,
    by_own_program,
    written_outside,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around, place_of
from guardrail.frontends.python.values.beginnings import LAST_PART, Root
from guardrail.frontends.python.values.roots import roots
from guardrail.knowledge.python.network import CHATS
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

WEB = (
    words(
        "flask fastapi starlette django rest_framework aiohttp sanic quart bottle tornado litestar"
        " falcon pyramid robyn blacksheep werkzeug ninja cherrypy streamlit nicegui"
    )
    | CHATS
)
"""Packages whose programs answer requests."""
_MAILS = words("email imap_tools imaplib poplib imapclient exchangelib O365 mailbox mailparser")
_CLIENTS = words("requests httpx aiohttp urllib3 urllib niquests")
_ATTACHED = late(r"\.get_filename\(\)$|\battachments\b(?:\(\))?$|\.iter_attachments\(\)$")
"""What the name of a file that came with a mail is taken from."""
_HEADER = late(r"content-disposition", re.IGNORECASE)
"""The header in which another machine says what the file is called that it sends."""
_ARCHIVES = words("zipfile tarfile py7zr rarfile")
_MEMBERS = late(
    r"\.(?:infolist|namelist|getmembers|getnames|next)\(\)$|\b(?:ZipFile|tarfile\.open)\("
)
_HIDDEN = r"""[\"'](?:[._~#]|__[A-Z]+/?)[\"']"""
"""How names begin that nobody wants to see, wherever they lead: `.htaccess`, `__MACOSX/`."""
_LOOKED_AT = late(
    r"secure_filename|get_valid_filename|is_relative_to|relative_to\(|\.parents\b|commonp(?:ath|refix)"
    r"|realpath\([^\n]*[!=]=|[!=]=[^\n]*realpath\("
    r"|\.parent\s*[!=]=|[!=]=\s*[\w.]+\.parent\b|basename|\)\.name\b"
    rf"|startswith(?!\(\s*{_HIDDEN}\s*\))|fullmatch|\.match\(|isalnum\(|isidentifier\(|isdigit\("
    r"|uuid|allow(?:ed|_?list)|whitelist|safe_?\w*\(|is_safe|sanitiz|slugif|\.\.[\"']|\bvalid"
    r"|[\"'](?:/|\\{2})[\"']\s+(?:not\s+)?in\b|\bos\.(?:path\.)?(?:alt)?sep\s+(?:not\s+)?in\b"
    r"|\bnot in\b|isabs|\.isdigit|\b(?:if|and)\s+\w*(?:path|name|file|key)\w*\s+in\s",
    re.IGNORECASE,
)
"""How a function looks that looks at a name before it opens what is called that."""


_LISTED = r"(?:\s*(?:not\s+)?in\s+(?:[\w.]+|[\[({][^\])}]*[\])}]))"
_CASES = r"(?:\.(?:lower|upper|casefold|strip|lstrip|removeprefix)\([^()]*\))*"
_OF_ENDING = late(
    rf"(?:os\.path\.)?splitext\([^()]*\)(?:\[-?1\])?{_CASES}{_LISTED}?"
    rf"|(?<![\w.])[\w.]{{1,200}}(?:\([^()]*\))?\.suffix(?:es)?{_CASES}{_LISTED}?"
    rf"|(?<![\w.])[\w.]{{1,200}}\.(?:rsplit|split|rpartition)\(\s*[\"']\.[\"'](?:,\s*1)?\)\[-?[12]\]{_CASES}{_LISTED}?"
    rf"|\b(?:\w+_)?(?:ext|extension|suffix)\b{_CASES}{_LISTED}"
    r"|[\"']\.[\"']\s+(?:not\s+)?in\s+[\w.]+"
)
"""A look at how a name ends, wherever it leads: `os.path.splitext(name)[1] not in ALLOWED`."""


class _Handed(NamedTuple):
    """Names that come with something else: of which packages, by which word and which roots."""

    who: str
    packages: frozenset[str]
    word: str
    signs: re.Pattern[str]


_HANDED = (
    _Handed("an archive", _ARCHIVES, "", _MEMBERS),
    _Handed("a message", _MAILS, "", _ATTACHED),
    _Handed("another machine", _CLIENTS, "isposition", _HEADER),
)
_KEY = "answers requests"
_OF_CLOUD = late(r"(?m)^def (?:lambda_handler|handler|main)\(\s*(?:event|req)\b")
_PICKING = words("re.search re.match re.findall")
_PATTERN_AND_TEXT = 2

_A_PATH = late(r"/|join\(|joinpath|\bPath\(|filename|path|\bdir|folder|\.files\b", re.IGNORECASE)
"""How a file is saved whose name somebody has written, unlike an order of that name."""


def answers_web(reading: Reading) -> bool:
    """Whether a module's program answers requests, by a framework or as a cloud's function."""
    facts = reading.module.facts
    if _KEY not in facts:
        web = not WEB.isdisjoint(reading.names.packages)
        facts[_KEY] = web or _OF_CLOUD.search(reading.module.plain) is not None
    held: bool = facts[_KEY]
    return held


def named_by(reading: Reading, call: Call, path: Node) -> str:
    """Who has written the name of a file, "" where it is the program or somebody looks at it."""
    packages = reading.names.packages
    web = answers_web(reading)
    handed = [one for one in _HANDED if not one.packages.isdisjoint(packages)]
    if not (web or handed):
        return ""
    if call.last == "save" and not _saves_a_file(reading, call, path):
        return ""
    around = function_around(reading.module, call.node)
    definitions = place_of(reading.module, call.node.start_byte).definitions
    here = tuple(one for one in definitions if one.type == "function_definition")
    for one in handed:
        if one.word not in reading.module.plain:
            continue
        for root in _far_roots(reading, path):
            code = reading.module.code(root.node)[:200]
            through = (*root.through, *here) or (reading.module.root,)
            found = Outside(By.MESSAGE, root.node, through, root.way)
            strange = one.signs.search(code) and LAST_PART not in root.way
            if strange and not looked_at(
                reading, found, _LOOKED_AT, call.node.end_byte, _OF_ENDING
            ):
                return one.who
    if not web:
        return ""
    found = written_outside(reading, path, but=LAST_PART)
    asked = (found.by is By.REQUEST and not by_own_program(reading, found)) or (
        found.by is By.MESSAGE and ".filename" in reading.module.code(around or path)
    )
    found = found._replace(through=(*found.through, *here))
    return (
        "a request"
        if asked and not looked_at(reading, found, _LOOKED_AT, call.node.end_byte, _OF_ENDING)
        else ""
    )


def _far_roots(reading: Reading, path: Node) -> Iterator[Root]:
    """The beginnings of a path, also of what a pattern picks out of a text."""
    for root in roots(reading, path):
        yield root
        call = reading.call(root.node) if root.node.type == "call" else None
        if call is None or call.name not in _PICKING or len(call.positional) < _PATTERN_AND_TEXT:
            continue
        for one in roots(reading, call.positional[1]):
            yield Root(one.node, one.function, one.through, root.way | one.way)


def _saves_a_file(reading: Reading, call: Call, path: Node) -> bool:
    """Whether what is saved is a file: an upload, or anything saved at what reads as a path."""
    owner = call.function.child_by_field_name("object")
    asked = [path] if owner is None else [path, owner]
    asked += [value for one in asked if (value := reading.builder.flow.value(one)) is not None]
    return any(_A_PATH.search(reading.module.code(one)[:200]) for one in asked)
