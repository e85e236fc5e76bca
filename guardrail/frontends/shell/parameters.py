"""What `$name` and `${name…}` stand for (bash manual, 3.5.3)."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from guardrail.frontends.shell.scope import Scope, Value
from guardrail.frontends.shell.syntax import Expansion
from guardrail.knowledge.programs.command import Flow, Word
from guardrail.patterns import late
from guardrail.spanmap import BuiltText, TextBuilder

if TYPE_CHECKING:
    from guardrail.frontends.shell.expand import Expander

_EXPRESSION = late(
    r"(?:secrets|vars|env|inputs|github|matrix|steps|needs|runner|job|strategy)\.[\w.-]+\Z"
)
_SUBSTRING = late(r" ?(-?\d+)(?::(-?\d+))?\Z")


class Found(Struct, frozen=True):
    """What a parameter stands for.

    `text` where it is known, `words` for arrays and arguments; else a hole with `name` and
    possible `values`, `guarded` where it can't be empty. `separates`: it is `$IFS`. `default`: it
    is what stands after `:-`. `flow` where the variable holds what a substitution wrote.
    """

    name: str = ""
    text: BuiltText | None = None
    words: tuple[Word, ...] | None = None
    values: tuple[str, ...] = ()
    guarded: bool = False
    separates: bool = False
    default: bool = False
    flow: Flow | None = None


def evaluate(part: Expansion, scope: Scope, expander: Expander) -> Found:
    """What the expansion stands for in the scope."""
    if part.name == "IFS" and not part.operator and scope.get("IFS") is None:
        return Found("IFS", separates=True)
    if part.operator == "{{" or part.prefix == "#":
        return Found(part.name)
    name = _indirect(part.name, scope) if part.prefix == "!" else part.name
    if name in ("@", "*") and scope.arguments is not None and not part.operator:
        return Found(name, words=scope.arguments)
    value = _value(name, part, scope, expander)
    if value is not None and value.items is not None and not part.operator:
        return _items(name, part, value)
    return _operate(name, part, value, scope, expander)


def _indirect(name: str, scope: Scope) -> str:
    value = scope.get(name)
    return value.texts[0].text if value is not None and len(value.texts) == 1 else name


def _items(name: str, part: Expansion, value: Value) -> Found:
    items = value.items or ()
    if part.subscript in ("@", "*"):
        return Found(name, words=items)
    index = int(part.subscript) if part.subscript.isdecimal() and len(part.subscript) < 6 else 0
    if part.subscript and not part.subscript.isdecimal():
        return Found(name)
    return Found(name, text=items[index].built) if index < len(items) else Found(name)


def _value(name: str, part: Expansion, scope: Scope, expander: Expander) -> Value | None:
    """The value, `None` where the script doesn't say: then it comes from outside."""
    found = scope.get(name)
    if found is not None:
        return found
    if name.isdecimal() and name != "0" and scope.arguments is not None:
        index = int(name[:4]) - 1
        given = index < len(scope.arguments)
        return Value((scope.arguments[index].built if given else TextBuilder().build(),))
    text = scope.inherited.get(name)
    if name in ("0", "BASH_SOURCE") and expander.source.map is None:
        text = expander.source.path
    elif name == "PWD" and scope.directory:
        text = scope.directory
    if text is None or "${{" in text or _EXPRESSION.match(text):
        return None
    return Value((_standing(text, part),))


def _standing(text: str, part: Expansion) -> BuiltText:
    """A text that stands nowhere else, as what the expansion stands for."""
    builder = TextBuilder()
    builder.atom(text, part.start, part.end)
    return builder.build()


def _operate(
    name: str, part: Expansion, value: Value | None, scope: Scope, expander: Expander
) -> Found:
    operator = part.operator.lstrip(":") or part.operator
    texts = value.texts if value is not None else ()
    single = texts[0] if len(texts) == 1 else None
    known = single is not None and not single.holes
    if operator in ("-", "="):
        if value is None or (known and single and not single.text and part.operator[0] == ":"):
            return Found(name, default=bool(part.operand))
        if not known:
            word = expander.joined(part.operand, part.start, part.end, scope)
            more = (word.text,) if word.known and word.text else ()
            return Found(name, values=(*_plain(texts), *more) if texts else ())
    if operator == "?" and not known:
        return Found(name, values=_plain(texts), guarded=True)
    if operator == "+":
        return Found(name)
    if operator in ("", "-", "=", "?"):
        if single is not None:
            guarded = bool(value and value.word and value.word.guarded)
            whole = value.word if value is not None else None
            if single.holes and whole is not None and len(single.holes) == 1:
                return _through_hole(name, single, guarded, whole.flow)
            return Found(name, text=single)
        return Found(name, values=_plain(texts))
    if single is None or not known:
        return Found(name)
    changed = _changed(single.text, part, expander, scope)
    return Found(name) if changed is None else Found(name, text=_standing(changed, part))


def _through_hole(name: str, built: BuiltText, guarded: bool, flow: Flow | None) -> Found:
    """A variable that holds one thing only known at run time: a hole that keeps its values."""
    hole = built.holes[0]
    if hole.end - hole.start < len(built.text):
        return Found(name, text=built)
    return Found(name, values=hole.values, guarded=guarded, flow=flow)


def _plain(texts: tuple[BuiltText, ...]) -> tuple[str, ...]:
    return tuple(text.text for text in texts if not text.holes)


def _changed(text: str, part: Expansion, expander: Expander, scope: Scope) -> str | None:
    """The text after an operator that changes it, `None` where that can't be told."""
    word = expander.joined(part.operand, part.start, part.end, scope)
    if not word.known:
        return None
    operand = word.text
    if part.operator == ":":
        return _substring(text, operand)
    if part.operator in ("#", "##", "%", "%%"):
        return _trimmed(text, part.operator, operand)
    if part.operator in ("/", "//"):
        pattern, _, replacement = operand.partition("/")
        if not pattern or re.search(r"[*?\[#%\\]", pattern):
            return None
        return text.replace(pattern, replacement, -1 if part.operator == "//" else 1)
    if part.operator in ("^^", ",,") and not operand:
        return text.upper() if part.operator == "^^" else text.lower()
    if part.operator in ("^", ",") and not operand:
        first = text[:1].upper() if part.operator == "^" else text[:1].lower()
        return first + text[1:]
    return None


def _substring(text: str, operand: str) -> str | None:
    found = _SUBSTRING.match(operand)
    if found is None or len(operand) > 20:
        return None
    start = int(found[1])
    start = max(len(text) + start, 0) if start < 0 else start
    if found[2] is None:
        return text[start:]
    length = int(found[2])
    return text[start : len(text) + length] if length < 0 else text[start : start + length]


def _trimmed(text: str, operator: str, pattern: str) -> str | None:
    """`text` without a prefix or suffix that the pattern matches; texts of ordinary length."""
    if len(text) > 300 or len(pattern) > 60:
        return None
    if pattern == "/*" and operator == "%":
        return posixpath.dirname(text) or text
    lengths = range(len(text) + 1)
    ordered = reversed(lengths) if len(operator) == 2 else lengths
    expression = re.compile(fnmatch.translate(pattern)) if pattern.count("*") < 3 else None
    if expression is None:
        return None
    for length in ordered:
        piece = text[:length] if operator[0] == "#" else text[len(text) - length :]
        if expression.match(piece):
            return text[length:] if operator[0] == "#" else text[: len(text) - length]
    return text
