"""Files of many entries that are emptied for each entry: `h5py.File(CAMPAIGN, "w")` a scan.

What is put into the file tells that it is one of many: its name is a parameter, or made by the
clock, while the file is the same one at each call. A program that goes through all its entries
while the file is open, or that opens one of another name each time, loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.effects import FileChange, Verb
from guardrail.frontends.python.conditions import possibly
from guardrail.frontends.python.functions.callers import calls_of_function, class_around
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.filesystem.file_identity import identities
from guardrail.frontends.python.readers.filesystem.paths_named import path_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import (
    end_of_loop,
    function_around,
    place_of,
    turns_around,
)
from guardrail.knowledge.python.rows import NOWHERE, BeginsAnew
from guardrail.patterns import late
from guardrail.stream import Item

_PUTS = late(
    r"\.(?:create_(?:group|dataset|array|table|carray|earray|vlarray)|require_(?:group|dataset)"
    r"|create(?:Group|Variable)|writestr|add|put|to_excel)(?=\()|\b\w+\[(?=[^\]\n]{1,80}\]\s*=(?!=))"
)
"""How an entry is put into a file, by a method or as of a dictionary."""
_NAMED = ("arcname", "sheet_name", "name", "key", "varname", "zinfo_or_arcname")
"""Arguments that name an entry, where it isn't the first text among them."""
_CLOCK = late(
    r"\btime\(\)|\b(?:utc)?now\(|\btoday\(|strftime|isoformat|monotonic|time_ns\(|uuid\d?\b|\bulid\b"
    r"|perf_counter|run_id|timestamp"
)
_OF_A_FILE = late(r"[\w}]\.\w{1,6}$|/\w[^/]*$")
_PASSING = late(r"^/(?:tmp|dev|var/tmp)/|tmp_path|\$\{?TMP", re.IGNORECASE)
_EACH = "for each entry that is put into it: the last one stays"
_WANTED = "though the code wants it to be there"
_ASKED = "before the code asks what is in it"
_FAR = 2_000
_OPENING = ("__enter__", "_open", "open")
_MOST, _FEW, _DEEPEST, _PAIR = 20, 8, 3, 2
_LOOPS = frozenset(("for_statement", "while_statement"))
_TAKEN = late(r"\w+\[\s*[\"'][^\"'\n]{1,80}[\"']\s*\]|\.(?:read|get_node|select)\(\s*[\"']")
"""How one entry is read whose name is written out."""
_ALL = late(
    r"\.(?:keys|items|values|walk\w*|visit\w*|copy\w*|infolist|namelist|getmembers|extractall|groups)\b"
    r"|\bfor\s+\w+\s+in\s+\w+\s*[:\])}]|\bcopy\w*\(|\blist\(|\bmove\w*\(|\brename\("
)
"""How all entries are gone through, or the file is kept beside."""


def begins_anew(reading: Reading, call: Call, row: BeginsAnew) -> list[Item] | None:
    """A file emptied for each entry, `None` for any other."""
    path = call.argument(row.path)
    around = function_around(reading.module, call.node)
    scope = around or _loop_around(reading, call.node)
    if path is None or not _empties(reading, call, row):
        return None
    named = _named(reading, path)
    if _OF_A_FILE.search(named) is None or _PASSING.search(named):
        return None
    if row.entry == NOWHERE and _read_in_part(reading, call, row, around or reading.module.root):
        return [
            FileChange(**reading.stated(call.node), verb=Verb.OVERWRITE, path=named, partly=True)
        ]
    why = _was_to_stay(reading, call, path, around) if around is not None else ""
    if why:
        return [FileChange(**reading.stated(call.node), verb=Verb.OVERWRITE, path=named, begun=why)]
    if scope is None:
        return None
    ways = _ways(reading, path)
    if row.entry != NOWHERE:
        entry = call.argument(row.entry)
        told = [_ways(reading, entry)] if entry is not None else []
    else:
        told = [_ways(reading, one) for one in _entries(reading, call, scope)]
    by_clock = any("clock" in one for one in told) and "clock" not in ways
    by_caller = any("caller" in one for one in told) and "caller" not in ways
    by_caller = by_caller and around is not None and not _is_called_once(reading, around)
    turns = end_of_loop(reading.module, call.node) > 0
    by_turn = turns and any("loop" in one for one in told) and not ways
    if not (by_clock or by_caller or by_turn):
        return None
    return [
        FileChange(
            **reading.stated(call.node),
            verb=Verb.OVERWRITE,
            path=named,
            begun=_EACH,
        )
    ]


def _named(reading: Reading, path: Node) -> str:
    """The path of a file; of a parameter, also `str(path)`, what a call of the module gives."""
    named = path_of(reading, path)
    if _OF_A_FILE.search(named) is not None:
        return named
    inner = path
    if path.type == "call":
        inner = next(iter(reading.call(path).positional), path)
    given = passed_to(reading, inner) if inner.type == "identifier" else []
    told = (path_of(reading, one) for one in given)
    return next((one for one in told if _OF_A_FILE.search(one)), named)


def _empties(reading: Reading, call: Call, row: BeginsAnew) -> bool:
    mode = call.argument(row.mode)
    if mode is None:
        return row.always and not call.double_stars
    told = reading.texts(mode) or (reading.known(mode),)
    return any(one in row.values for one in told) or possibly(reading, call, row.mode, row.values)


def _was_to_stay(reading: Reading, call: Call, path: Node, around: Node) -> str:
    """Why the entries of a file that is emptied were to stay, "" where nothing says so."""
    module = reading.module
    code = re.escape(module.code(path))
    held = rf"{code}\.(?:exists|is_file|is_dir)\(\)|os\.path\.(?:exists|isfile)\(\s*{code}\s*\)"
    wanted = rf"\bif\s+not\s+(?:{held})\s*:\s*(?:raise|sys\.exit|abort|return)\b"
    before = module.plain[around.start_byte : call.node.start_byte][-_FAR:]
    if re.search(wanted, before) is not None:
        return _WANTED
    alias = _called(reading, call.node)
    if alias and _asks_what_is_in(reading, alias, call.node, around):
        return _ASKED
    if alias.startswith("self.") and _class_asks(reading, alias, around):
        return _ASKED
    if not _hands_on(reading, call.node, alias, around):
        return ""
    for use in calls_of_function(reading, around, class_around(around))[:_FEW]:
        user = function_around(module, use.node)
        name = _called(reading, use.node)
        if user is not None and name and _asks_what_is_in(reading, name, use.node, user):
            return _ASKED
    return ""


def _class_asks(reading: Reading, alias: str, around: Node) -> bool:
    """Whether a class asks whether the file that it keeps open has an entry, and puts in one.

    A writer that is given many in turn may ask that of what it has written itself.
    """
    owner, module = class_around(around), reading.module
    if owner is None:
        return False
    code = module.plain[owner.start_byte : owner.end_byte]
    asked = rf"(?<!\bfor)\s[\w.\"'\[\]]{{1,60}}\s+(?:not\s+)?in\s+{re.escape(alias)}(?![\w.\[(])"
    if re.search(asked, code) is None:
        return False
    puts = {
        one.id: one for node in _put_in(reading, owner) if (one := function_around(module, node))
    }
    calls = [one for put in puts.values() for one in calls_of_function(reading, put, owner)]
    return bool(calls) and not any(end_of_loop(module, one.node) for one in calls)


def _called(reading: Reading, node: Node) -> str:
    """What a call's result is called: `with open(…) as file`, `file = open(…)`."""
    above = node.parent
    if above is None:
        return ""
    if above.type == "as_pattern":
        alias = above.child_by_field_name("alias")
        return reading.module.code(alias) if alias is not None else ""
    left = above.child_by_field_name("left") if above.type == "assignment" else None
    return reading.module.code(left) if left is not None else ""


def _asks_what_is_in(reading: Reading, alias: str, opened: Node, around: Node) -> bool:
    """Whether a function asks, once, whether a file that it has just opened has an entry."""
    asked = re.compile(
        rf"\bif\s+(?:not\s+)?[\w.\"'\[\]]{{1,60}}\s+(?:not\s+)?in\s+(?={re.escape(alias)}\s*:)"
    )
    module = reading.module
    found = asked.search(module.plain, opened.end_byte, around.end_byte)
    if found is None:
        return False
    put = [one for one in _put_in(reading, around) if one.start_byte < found.start()]
    inside = module.root.named_descendant_for_byte_range(found.start(), found.end())
    return not put and inside is not None and not turns_around(inside, opened)


def _hands_on(reading: Reading, node: Node, alias: str, around: Node) -> bool:
    """Whether a function gives the file that it opens to who calls it."""
    if node.parent is not None and node.parent.type == "return_statement":
        return True
    given = rf"\b(?:return|yield)\s+{re.escape(alias)}\b"
    return bool(alias) and re.search(given, reading.module.code(around)) is not None


def _loop_around(reading: Reading, node: Node) -> Node | None:
    """The outermost loop around a place outside any function."""
    blocks = place_of(reading.module, node.start_byte).blocks
    return next((one.owner for one in blocks if one.owner.type in _LOOPS), None)


def _read_in_part(reading: Reading, call: Call, row: BeginsAnew, scope: Node) -> bool:
    """Whether some entries of a file are read before it is emptied, and not all of them."""
    module, path = reading.module, call.argument(row.path)
    if path is None or module.plain.count(f"{call.last}(") < _PAIR:
        return False
    opened = re.compile(rf"\b{re.escape(call.last)}(?=\()")
    found = opened.finditer(module.plain, scope.start_byte, call.node.start_byte)
    for trail in module.around(islice((one.span() for one in found), _FEW)):
        node = next((one for one in trail[:4] if one.type == "call"), None)
        before = reading.call(node) if node is not None else None
        read = (
            before.argument(row.path) if before is not None and before.name == call.name else None
        )
        if before is None or read is None or _empties(reading, before, row):
            continue
        if identities(reading, read).isdisjoint(identities(reading, path)):
            continue
        between = module.plain[before.node.end_byte : call.node.start_byte]
        return _TAKEN.search(between) is not None and _ALL.search(between) is None
    return False


def _entries(reading: Reading, call: Call, around: Node) -> Iterator[Node]:
    """The names of the entries that are put into a file, not one after the other in a loop."""
    owner = class_around(around)
    name = around.child_by_field_name("name")
    opening = owner is not None and name is not None and reading.module.name(name) in _OPENING
    if opening and owner is not None:
        if not _one_at_a_time(reading, owner):
            return
        scope = owner
    else:
        scope = around
    for node in _put_in(reading, scope):
        entry = None if turns_around(node, call.node) else _entry_of(reading, node)
        if entry is not None:
            yield entry


def _put_in(reading: Reading, scope: Node) -> list[Node]:
    """What a function or a class puts into files, looked for once."""
    key = ("put into files", scope.id)
    held: list[Node] | None = reading.remembered.get(key)
    if held is None:
        module = reading.module
        found = _PUTS.finditer(module.plain, scope.start_byte, scope.end_byte)
        trails = module.around(islice((one.span() for one in found), _MOST))
        nodes = (
            next((one for one in trail[:4] if one.type in ("call", "assignment")), None)
            for trail in trails
        )
        held = reading.remembered[key] = [one for one in nodes if one is not None]
    return held


def _entry_of(reading: Reading, node: Node) -> Node | None:
    """The name of the entry that is put by a call, or by `file[name] = data`."""
    if node.type == "assignment":
        left = node.child_by_field_name("left")
        return left.child_by_field_name("subscript") if left is not None else None
    call = call_of(reading.module, node, "")
    named = next((call.keywords[one] for one in _NAMED if one in call.keywords), None)
    if named is not None:
        return named
    # PyTables says first where it is: `create_array("/", name, data)`.
    given = [one for one in call.positional if not reading.known(one).startswith("/")]
    return given[0] if given else None


def _one_at_a_time(reading: Reading, owner: Node) -> bool:
    """Whether objects of a class are opened for one entry: `with Scans(c) as out: out.add(…)`."""
    key = ("opened for one", owner.id)
    held: bool | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = _is_opened_for_one(reading, owner)
    return held


def _is_opened_for_one(reading: Reading, owner: Node) -> bool:
    module = reading.module
    named = owner.child_by_field_name("name")
    if named is None:
        return False
    opened = re.compile(rf"\bwith\s+{re.escape(module.name(named))}\(")
    places = [*islice((one.span() for one in opened.finditer(module.plain)), _FEW)]
    for trail in module.around(places):
        node = next((one for one in trail if one.type == "with_statement"), None)
        if node is None or re.search(r"\b(?:for|while|map)\b", module.code(node)):
            return False
    return bool(places)


def _ways(reading: Reading, node: Node, depth: int = 0) -> frozenset[str]:
    """By what a text differs from one call to the next: what a "caller" gives, the "clock"."""
    found = set[str]()
    if _CLOCK.search(reading.module.code(node)):
        found.add("clock")
    waiting, seen = [node], 0
    while waiting and seen < _MOST:
        one = waiting.pop()
        seen += 1
        if one.type == "identifier":
            bound = reading.builder.flow.reaching(one)
            kinds = {each.kind for each in bound}
            if BindingKind.PARAMETER in kinds and reading.module.name(one) not in ("self", "cls"):
                found.add("caller")
            if BindingKind.LOOPED in kinds:
                found.add("loop")
        if one.type in ("identifier", "attribute") and depth < _DEEPEST:
            value = reading.builder.flow.value(one)
            if value is not None and value.id != one.id:
                found |= _ways(reading, value, depth + 1)
                continue
        waiting += one.named_children
    return frozenset(found)


def _is_called_once(reading: Reading, function: Node) -> bool:
    """Whether the module calls a function at one place alone, outside any loop."""
    calls = calls_of_function(reading, function, class_around(function))
    return len(calls) == 1 and not end_of_loop(reading.module, calls[0].node)
