"""The remedy `argument-list`: a command line with values in it becomes a list, without a shell.

Only what a shell would split in one way is split: plain words and blanks. Where it stays a shell
(pipes, redirections, `os.popen`), each value is quoted with `shlex.quote` instead.

Source: Python library reference, `subprocess` ("Security Considerations") and `shlex`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.model import Edit
from guardrail.patterns import late
from guardrail.remedies.place import Made, Place
from guardrail.remedies.python.imports import imported_module
from guardrail.remedies.python.parameters.filling import template_of
from guardrail.remedies.python.parameters.kinds import is_number, is_text
from guardrail.remedies.python.parameters.template import Template, Unit, Unread, Value
from guardrail.remedies.python.tree import arguments_of, call_at, code

_RUNNERS = frozenset(("run", "call", "check_call", "check_output", "Popen"))
_SHELLS = frozenset(("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"))
_PLAIN = late(r"[\w./:@%+=,^-]")
_QUOTED = late(r"(?:shlex|pipes)\.quote\((.*)\)", re.S)


def argument_list(place: Place) -> Made | None:
    """The list, or the line with its values quoted."""
    call = call_at(place.text, place.span.start, place.span.end) if place.is_python else None
    function = call.child_by_field_name("function") if call is not None else None
    given = arguments_of(call) if call is not None else None
    if call is None or function is None or given is None or not given[0]:
        return None
    name = code(place.text, function)
    line = given[0][0]
    try:
        template = template_of(place.text, line)
        if name.rpartition(".")[0] == "subprocess" and name.rpartition(".")[2] in _RUNNERS:
            edits = _as_list(place, given[1].get("shell"), template)
            return Made(tuple(edits)) if edits else _quoted(place, template)
        if name in _SHELLS:
            return _quoted(place, template)
    except Unread:
        return None
    return None


def _as_list(place: Place, shell: Node | None, template: Template) -> list[Edit]:
    """The edits that make a list of the line; none where it isn't split for certain."""
    if shell is None or shell.type != "true" or shell.parent is None:
        return []
    words = list(_words(list(template.units())))
    if (
        not words
        or any(not word for word in words)
        or _has_value(words[0])
        or "=" in _said(words[0])
    ):
        return []
    quote = "'" if place.text.count("'") > place.text.count('"') else '"'
    written = ", ".join(_written(place.text, word, quote) for word in words)
    node = template.node
    return [
        place.edit(node.start_byte, node.end_byte, f"[{written}]"),
        _removed(place, shell.parent),
    ]


def _words(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """The words of a line, quotes around a value taken off. One empty word: not known."""
    word: list[Unit] = []
    for place, unit in enumerate(units):
        if unit.value is not None:
            word.append(unit)
        elif unit.text == " ":
            if word:
                yield word
            word = []
        elif unit.text in "\"'" and _around_value(units, place, unit.text):
            continue
        elif _PLAIN.fullmatch(unit.text):
            word.append(unit)
        else:
            yield []
            return
    if word:
        yield word


def _around_value(units: Sequence[Unit], place: int, quote: str) -> bool:
    """Whether a quote is one of a pair that stands right around one value."""
    for start in (place, place - 2):
        if start >= 0 and start + 2 < len(units):
            inner = units[start + 1].value
            ends = units[start].text == units[start + 2].text == quote
            if inner is not None and ends and not _QUOTED.match(inner.code):
                return True
    return False


def _has_value(word: Sequence[Unit]) -> bool:
    return any(unit.value is not None for unit in word)


def _said(word: Sequence[Unit]) -> str:
    return "".join(unit.text for unit in word)


def _written(text: str, word: Sequence[Unit], quote: str) -> str:
    """The code of one argument."""
    values = [unit.value for unit in word if unit.value is not None]
    if not values:
        return f"{quote}{_said(word)}{quote}"
    plain = [value._replace(code=_without_quoting(value.code)) for value in values]
    if len(word) == 1 and not plain[0].spec:
        is_one = plain[0].text or is_text(text, plain[0])
        return plain[0].code if is_one else f"str({plain[0].code})"
    parts, waiting = [], iter(plain)
    for unit in word:
        value = next(waiting) if unit.value is not None else None
        parts.append(f"{{{value.code}{value.spec}}}" if value is not None else unit.text)
    joined = "".join(parts)
    free = next((one for one in (quote, '"', "'") if one not in joined), "")
    if not free or "\\" in joined or "\n" in joined:
        raise Unread
    return f"f{free}{joined}{free}"


def _without_quoting(written: str) -> str:
    found = _QUOTED.fullmatch(written)
    return found[1] if found else written


def _removed(place: Place, argument: Node) -> Edit:
    """An argument that isn't the first, with the comma before it."""
    start = place.text.rfind(",", 0, argument.start_byte)
    return place.edit(start, argument.end_byte, "")


def _quoted(place: Place, template: Template) -> Made | None:
    """Each value of the line in `shlex.quote`."""
    units = list(template.units())
    edits: list[Edit] = []
    for at, unit in enumerate(units):
        value = unit.value
        if value is None or _QUOTED.fullmatch(value.code) or is_number(place.text, value):
            continue
        if value.spec or value.number or _in_quotes(units, at):
            return None
        edits.append(_wrapped(place, value))
    line = imported_module(place, "shlex")
    return Made((*edits, *([line] if line is not None else []))) if edits else None


def _in_quotes(units: Sequence[Unit], at: int) -> bool:
    before = "".join(unit.text for unit in units[:at])
    return before.count("'") % 2 == 1 or before.count('"') % 2 == 1


def _wrapped(place: Place, value: Value) -> Edit:
    plain = value.text or is_text(place.text, value)
    inner = value.code if plain else f"str({value.code})"
    return place.edit(value.node.start_byte, value.node.end_byte, f"shlex.quote({inner})")
