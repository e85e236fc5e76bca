"""Rows that are deleted once they were copied elsewhere, whether that went well or not.

`try: archive(rows)`, `except Exception: log.exception(…)`, and then the DELETE; `pg_dump` whose
status nobody looks at; Prefect's `wait_for=[allow_failure(copied)]`, Airflow's
`trigger_rule="all_done"` (their documentation: "Final state determination", "Trigger rules").
Prefect's `return_state=True` gives a state in the place of an error, which somebody has to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.effects.queries import UNCHECKED
from guardrail.frontends.python.found import Said
from guardrail.frontends.python.functions.callers import calls_of_function
from guardrail.frontends.python.guarding.way_there import before, left_by, of_branches
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.own_functions import leaves_for_good
from guardrail.frontends.python.readers.narrowing.deleted_rows import because, deletes_rows
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import Place, place_of
from guardrail.patterns import late

_COPY = (
    r"(?:cop(?:y|ied|ies)|archiv\w*|back_?(?:ed_)?up|export\w*|dump\w*|snapshot\w*|unload\w*"
    r"|upload\w*)"
)
_COPIES = late(
    r"(?<![a-z])((?:shutil\.copy|copy(?:_\w+|file\w*|tree|2|To\w*)|archiv\w*|back_?up\w*|export_\w+"
    r"|dump_\w+|snapshot\w*|unload\w*|upload\w*))\s*\(",
    re.IGNORECASE,
)
_NAMED = late(rf"(?<![a-z]){_COPY}", re.IGNORECASE)
_PROGRAM = late(
    r"\b(?:subprocess\.(?:run|call)|os\.system|(?:run|call))\(\s*f?[\[(]?\s*f?[\"']"
    r"(?:pg_dump|mysqldump|mariadb-dump|mongodump|cp|rsync|tar|aws|gsutil|rclone|azcopy|expdp)\b",
)
_CHECKED = late(r"\bcheck\s*=\s*True\b")
_LEAVING = ("raise_statement", "return_statement", "continue_statement", "break_statement")
_ANYWAY = late(r"all_done|always|ALL_DONE|ALWAYS|all_failed|one_done", re.IGNORECASE)
_LOOKED_AT = 400
_WORD = late(r"[^\W\d]\w*")


def copied_unchecked(reading: Reading, call: Call, items: Sequence[Said]) -> Sequence[Said]:
    """What a call does, with what is deleted although its copy may have failed."""
    if not any(map(deletes_rows, items)) or not _copies(reading):
        return items
    place = place_of(reading.module, call.node.start_byte)
    copy = next(_failed(reading, call, place), "") or _run_anyway(reading, call, place)
    copy = copy or next(_state_ignored(reading, call, place), "")
    return because(reading, call, items, f"{UNCHECKED}`{copy}`") if copy else items


def _copies(reading: Reading) -> bool:
    """Whether the module speaks of copies at all."""
    asked = ("copies", 0)
    if asked not in reading.remembered:
        reading.remembered[asked] = _NAMED.search(reading.module.text) is not None
    return bool(reading.remembered[asked])


def _failed(reading: Reading, call: Call, place: Place) -> Iterator[str]:
    """The copies before a place whose failure is caught and forgotten, or never looked at."""
    module = reading.module
    earlier = list(before(module, place, call.node.start_byte))
    conditions = [*of_branches(module, place)]
    conditions += [one for statement in earlier for one in left_by(module, statement)]
    asked = {
        word for one in conditions for word in _WORD.findall(module.code(one.code)[:_LOOKED_AT])
    }
    for statement in earlier:
        if statement.type == "try_statement":
            yield from _swallowed(reading, statement, asked)
        elif statement.type == "expression_statement":
            code = module.code(statement)[:_LOOKED_AT]
            if (found := _PROGRAM.match(code)) and not _CHECKED.search(code):
                yield found[0].rpartition("'")[2].rpartition('"')[2]


def _swallowed(reading: Reading, statement: Node, asked: set[str]) -> Iterator[str]:
    """The copy in a `try` that is gone on from, unless what comes of it is asked for later."""
    module = reading.module
    body = statement.child_by_field_name("body")
    handlers = [one for one in statement.named_children if one.type.startswith("except")]
    found = _COPIES.search(module.plain, body.start_byte, body.end_byte) if body else None
    if found is None or not handlers or not asked.isdisjoint(_assigned(reading, statement)):
        return
    for handler in handlers:
        block = next((one for one in handler.named_children if one.type == "block"), None)
        inner = module.children(block)[0] if block is not None else []
        if not any(one.type in _LEAVING or leaves_for_good(module, one) for one in inner):
            yield f"{found[1]}()"
            return


def _assigned(reading: Reading, statement: Node) -> set[str]:
    """The names that are set somewhere in a statement."""
    text = reading.module.plain[statement.start_byte : statement.end_byte]
    return {found[1] for found in re.finditer(r"([^\W\d]\w*)\s*(?:\+|-|\|)?=[^=]", text)}


def _run_anyway(reading: Reading, call: Call, place: Place) -> str:
    """The step of a flow that a deletion waits for, whatever comes of it."""
    rule = call.keywords.get("trigger_rule")
    if rule is not None and _ANYWAY.search(reading.module.code(rule)):
        return _earlier(reading, call.node.start_byte)
    functions = [one for one in place.definitions if one.type == "function_definition"]
    if not functions:
        return ""
    function = functions[-1]
    around = function.parent
    if around is not None and around.type == "decorated_definition":
        head = reading.module.plain[around.start_byte : function.start_byte]
        ruled = re.search(r"trigger_rule\s*=\s*([\w.\"']+)", head)
        if ruled is not None and _ANYWAY.search(ruled[1]):
            return _earlier(reading, function.start_byte)
    named = function.child_by_field_name("name")
    if named is None or "allow_failure" not in reading.module.plain:
        return ""
    name = re.escape(reading.module.name(named))
    sought = rf"(?<![\w.]){name}(?:\.\w+)?\([^\n]*?wait_for\s*=\s*\[[^\]\n]*allow_failure\((\w+)\)"
    found = re.search(sought, reading.module.plain)
    return found[1] if found is not None and _NAMED.search(found[1]) else ""


def _state_ignored(reading: Reading, call: Call, place: Place) -> Iterator[str]:
    """The copies whose state a flow is given instead of an error, and doesn't look at."""
    module = reading.module
    if _STATE_WANTED not in module.plain:
        return
    functions = [one for one in place.definitions if one.type == "function_definition"]
    calls = calls_of_function(reading, functions[-1], None)[:_MOST_CALLS] if functions else ()
    for here in (call, *calls):
        at = here.node.start_byte
        for statement in before(module, place_of(module, at), at):
            found = _STATE.match(module.code(statement)[:_LOOKED_AT])
            if found is None or not _NAMED.search(found["step"]):
                continue
            state = found["state"] or ""
            later = module.plain[statement.end_byte : at]
            if not state or not re.search(rf"\b{state}\.(?:result|is_|type\b|raise)", later):
                yield f"{found['step']}()"


_STATE_WANTED = "return_state"
_STATE = late(
    r"(?:(?P<state>\w+)\s*=\s*)?(?:await\s+)?(?:\w+\.)*?(?P<step>\w+)(?:\.\w+)?\("
    r"[^\n]{0,300}?\breturn_state\s*=\s*True"
)
_MOST_CALLS = 8


def _earlier(reading: Reading, offset: int) -> str:
    """The function or the step before a place that makes a copy."""
    found = _COPIES.search(reading.module.plain, 0, offset)
    return f"{found[1]}()" if found is not None else _step(reading, offset)


def _step(reading: Reading, offset: int) -> str:
    text = reading.module.text.encode()[:offset].decode("utf-8", "ignore")
    found = re.search(rf"task_id\s*=\s*[\"'](\w*{_COPY}\w*)[\"']", text, re.IGNORECASE)
    return found[1] if found is not None else ""
