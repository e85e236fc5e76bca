"""Slices of sorted things that take the newest away where the oldest were to go.

`sorted(backups, key=mtime)[-7:]` are the last seven, which were to be kept; so are all but the
first seven, where those come first that are old.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.keeping_none import keeps_none
from guardrail.frontends.python.readers.picking.asked_in_order import asked_in_order
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_BY_TIME = late(
    r"(?i:mtime|ctime|created|creation|modified|updated|pushed|started|version|revision|build_?n|\bdate|_date|[a-z]date\b"
    r"|time\b|time_|stamp)|Time[A-Z]|Date[A-Z]"
)
_BY_AGE = late(r"(?i)\bage\b|_age\b|\bage_")
"""The older one is, the more it is: what is sorted by that has the newest first."""
_LESS_A_TIME = late(r"(?:\bnow\(\)|\btime\(\)|\bnow|\btoday(?:\(\))?)\s*-\s*\w")
_BY_NAME = late(
    r"key=(?:lambda (?P<one>\w+): (?P=one)\.(?:name|stem)\b(?!\.|\[|\()"
    r"|lambda (?P<each>\w+): (?P=each)(?=[,)])|os\.path\.basename\b|str\b"
    r"|attrgetter\([\"']name[\"']\))"
)
"""By the names, as what isn't keyed: the names of what is kept long have its date in them."""
_KEPT_LONG = late(
    r"(?i)backup|dump|snapshot|archive|release|recovery|version|partition|\bimages?\b"
)
_ORDERING = late(r"\bsorted\(|\.sort\(|\bnlargest\(|\b(?i:order\s+by)\s")
_SORTED = late(r"\b(?:sorted\(|\w+\.sort\()")
_REVERSED = late(
    r"reverse\s*=\s*True|\breversed\(|\[::-1\]|key=lambda \w+: -|\.sort\([^\n]*\)\.reverse\("
)
_REVERSED_SOMETIMES = late(r"reverse\s*=\s*(?!True\b|False\b|1\b|0\b)\w")
_SLICE = late(r"(?P<start>[^:]*):(?P<stop>[^:]*)")
_ALIKE = late(r"(?i)dup|same|twin|copies")
"""Of those that are alike the first may well be kept, and what was made later goes."""
_FAR = 400


def puts_in_order(reading: Reading) -> bool:
    """Whether a module puts anything in order: looked for once."""
    facts = reading.module.facts
    if "puts in order" not in facts:
        facts["puts in order"] = _ORDERING.search(reading.module.text) is not None
    return bool(facts["puts in order"])


def takes_newest(reading: Reading, node: Node) -> Node | None:
    """What a slice is of that takes the newest of sorted things, or all; `None` for any other."""
    held, slice_ = (node.child_by_field_name(part) for part in ("value", "subscript"))
    if node.type != "subscript" or held is None or slice_ is None or slice_.type != "slice":
        return None
    if keeps_none(reading, slice_):
        return held
    found = _SLICE.fullmatch(reading.module.code(slice_))
    order = _order(reading, held)
    if found is None or not order:
        return None
    start, stop = (_number(reading, slice_, found[part]) for part in ("start", "stop"))
    everything = not stop and start in ("", "0")
    return held if everything or _newest(order, start, stop) else None


def picks_newest(reading: Reading, node: Node) -> bool:
    """Whether a part of sorted things is the newest of them, however it is taken out."""
    if node.type == "subscript":
        held, slice_ = (node.child_by_field_name(part) for part in ("value", "subscript"))
        if held is None or _ALIKE.search(reading.module.code(held)[:_FAR]):
            return False
        plainly = slice_ is not None and reading.module.code(slice_) in (":", "0:")
        every = plainly or keeps_none(reading, slice_)
        return not every and takes_newest(reading, node) is not None
    if node.type != "call":
        return False
    call = reading.call(node)
    if call.last in ("nlargest", "nsmallest") and len(call.positional) > 1:
        # `heapq.nlargest(keep, backups, key=created)` are those that were made last.
        code = reading.module.code(node)[:_FAR]
        return call.last == "nlargest" and _BY_TIME.search(code) is not None
    if call.last in ("pop", "popleft"):
        return _of_pop(reading, call) == "newest"
    return call.last == "islice" and _of_islice(reading, call)


def _of_pop(reading: Reading, call: Call) -> str:
    """Which end of sorted things `points.pop()` takes: the "oldest", the "newest" or ""."""
    owner = call.function.child_by_field_name("object")
    order = _order(reading, owner) if owner is not None else ""
    first = call.last == "popleft" or [reading.module.code(one) for one in call.positional] == ["0"]
    if not order or (call.positional and not first):
        return ""
    return "oldest" if (order == "oldest first") is first else "newest"


def picks_oldest(reading: Reading, node: Node) -> bool:
    """Whether an expression takes out what is oldest of sorted things: `points.pop(0)`."""
    call = reading.call(node)
    return call.last in ("pop", "popleft") and _of_pop(reading, call) == "oldest"


def by_place(reading: Reading, condition: Node, holds: bool) -> str:
    """What a condition on the number of each of sorted things takes: "newest", "oldest" or "".

    `for number, point in enumerate(sorted(points, key=created)): if number >= keep: …`
    """
    node = unwrapped(condition)
    parts = reading.module.children(node)[0] if node.type == "comparison_operator" else []
    if len(parts) != 2:
        return ""
    sign = reading.module.plain[parts[0].end_byte : parts[1].start_byte].strip()
    if sign in ("in", "not in"):
        kept = _end_of(reading, parts[1]) if (sign == "not in") is holds else ""
        return {"newest": "oldest", "oldest": "newest"}.get(kept, "")
    for counted, one in enumerate(parts):
        order = _numbered(reading, one) if sign.rstrip("=") in ("<", ">") else ""
        if order:
            last = ((sign[0] == ">") is holds) is (counted == 0)
            return "newest" if (order == "oldest first") is last else "oldest"
    return ""


def _end_of(reading: Reading, node: Node) -> str:
    """Which end of sorted things an expression is a part of: `kept = backups[:keep]`."""
    node = unwrapped(reading.builder.flow.value(node) or node)
    if node.type == "call":
        call = reading.call(node)
        given = call.positional if call.name in ("set", "list", "frozenset", "tuple") else []
        return _end_of(reading, given[0]) if given else ""
    held, slice_ = (node.child_by_field_name(part) for part in ("value", "subscript"))
    if node.type != "subscript" or held is None or slice_ is None or slice_.type != "slice":
        return ""
    found, order = _SLICE.fullmatch(reading.module.code(slice_)), _order(reading, held)
    if found is None or not order:
        return ""
    start, stop = (_number(reading, slice_, found[part]) for part in ("start", "stop"))
    if not (start or stop):
        return ""
    return "newest" if _newest(order, start, stop) else "oldest"


def _numbered(reading: Reading, node: Node) -> str:
    """The order of what a loop numbers, where a name is that number."""
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    over = bound[0].value if len(bound) == 1 and bound[0].index == 0 else None
    if over is None or bound[0].kind is not BindingKind.LOOPED or over.type != "call":
        return ""
    call = reading.call(over)
    counts = call.name == "enumerate" and call.positional
    return _order(reading, call.positional[0]) if counts else ""


def _of_islice(reading: Reading, call: Call) -> bool:
    """Whether `islice(sorted(…), keep, None)` takes the newest."""
    if len(call.positional) < 2:
        return False
    order = _order(reading, call.positional[0])
    borders = [_border(reading, one) for one in call.positional[1:3]]
    start, stop = ("", borders[0]) if len(borders) == 1 else (borders[0], borders[1])
    return bool(order) and _newest(order, start, "" if stop == "None" else stop)


def _newest(order: str, start: str, stop: str) -> bool:
    """Whether the part between two borders of a list in that order holds the newest."""
    last = start.startswith("-") and not stop
    first = start in ("", "0") and bool(stop) and not stop.startswith("-")
    all_but_last = start in ("", "0") and stop.startswith("-") and stop != "-0"
    all_but_first = bool(start) and not start.startswith("-") and start != "0" and not stop
    return (last or all_but_first) if order == "oldest first" else (first or all_but_last)


def _order(reading: Reading, held: Node) -> str:
    """In which order things are sorted by their time, "" where they aren't."""
    value = unwrapped(reading.builder.flow.value(held) or held)
    own = own_function(reading, reading.call(value)) if value.type == "call" else None
    results = results_of(reading.module, own) if own is not None else []
    called = reading.module.code(held)[:_FAR]
    if len(results) == 1:
        # `newest_first(points)[keep:]`
        called += f" {reading.module.code(value)[:_FAR]}"
        held = unwrapped(results[0])
        value = unwrapped(reading.builder.flow.value(held) or held)
    code = reading.module.code(value)[:_FAR]
    if held.type == "identifier" and _SORTED.search(code) is None:
        code += _sorted_in_place(reading, held)
    if _SORTED.search(code) is None:
        return asked_in_order(reading, value)
    if _REVERSED_SOMETIMES.search(code) is not None:
        return ""
    by_name = _BY_NAME.search(code)
    keyed = "key" in code and by_name is None
    aged = keyed and _is_age(code)
    if not (aged or (_BY_TIME.search(code) if keyed else _KEPT_LONG.search(f"{code} {called}"))):
        return ""
    newest = (_REVERSED.search(code) is not None) is not aged
    return "newest first" if newest else "oldest first"


def _is_age(code: str) -> bool:
    """Whether things are sorted by how old they are: by an age, or by now less a time."""
    if _LESS_A_TIME.search(code) is not None:
        return True
    return _BY_TIME.search(code) is None and _BY_AGE.search(code) is not None


def _sorted_in_place(reading: Reading, held: Node) -> str:
    """The last call before a place that sorts the list of a name: `points.sort(key=created)`."""
    module, name = reading.module, reading.module.name(held)
    around = place_of(module, held.start_byte).definitions
    start = around[-1].start_byte if around else 0
    at = module.plain.rfind(f"{name}.sort(", start, held.start_byte)
    if at < 0:
        return ""
    after = module.plain[at : held.start_byte][:_FAR]
    told = module.text[at : held.start_byte][:_FAR].split("\n")[0]
    return f"{told}.reverse(" if f"{name}.reverse()" in after else told


def _border(reading: Reading, node: Node) -> str:
    value = reading.builder.flow.value(node) if node.type == "identifier" else None
    plain = value is not None and value.type in ("integer", "none")
    return reading.module.code(value if plain and value is not None else node)


def _number(reading: Reading, slice_: Node, text: str) -> str:
    """A border of a slice with its sign, by what its name stands for."""
    text = text.strip()
    sign, name = ("-", text[1:]) if text.startswith("-") else ("", text)
    for one in slice_.named_children:
        inner = one.named_children[-1] if one.type == "unary_operator" else one
        if reading.module.code(inner) == name.strip() and inner.type == "identifier":
            value = reading.builder.flow.value(inner)
            if value is not None and value.type == "integer":
                return f"{sign}{reading.module.code(value)}"
    return text
