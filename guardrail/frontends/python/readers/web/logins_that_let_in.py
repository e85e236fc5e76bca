"""Checks of who calls that let everybody in: replaced by another, skipped, or of no consequence.

Of each it is asked whether somebody wants it so: in tests, on a developer's machine, by a switch
that is off by default.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.guarding.way_there import Condition, of_branches
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around, place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.switches import stands_at
from guardrail.frontends.python.values.injected import fills_in
from guardrail.frontends.python.values.left_unset import is_nothing, left_unset
from guardrail.knowledge.python.loosened_spots import View
from guardrail.model import EnvironmentKind
from guardrail.patterns import late
from guardrail.project.asked_environment import asked_environment

LETTING_IN = (View.REPLACED, View.SKIPPED, View.EVERYBODY, View.IDLE)
"""Views of which this module tells whether they let everybody in."""
_CHECKS = late(
    r"(?i)auth(?!or)|login|logged_in|user|admin|token|permission|principal|identity|jwt|api_?key"
    r"|security|scope|role|caller|verify|require"
)
"""What a check of who calls is called, among all that a route depends on."""
_OF_FEW = late(
    r"(?i)(?<![a-z])(?:admin|superuser|super_user|internal|staff|root|operator|ops|maintenance"
    r"|management|privileged|owner|master)(?![a-z])"
)
_COMPARES = late(r"!=|\bnot\b[^\n]{0,80}(?:compare_digest|constant_time_compare|verify\w*)\(")
_GATE = late(
    r"before_request|before_app_request|middleware|request_loader|header_loader|errorhandler|on_request"
)
_LEFT = frozenset(("return_statement", "raise_statement"))
_LEAVING = late(r"\braise\b|\babort\(|\bexit\(|\b40[13]\b|_40[13]_|Forbidden|Unauthorized")
_NOBODY = late(r"not\s+([\w.]+)|([\w.]+)\s+is\s+None|([\w.]+)\s*==\s*(?:\"\"|'')")
_ASKED_OF = late(
    r"\b(?:Header|Cookie|Depends|Security|Request|HTTPAuthorizationCredentials|HTTPBasicCredentials"
    r"|request|token|credentials)\b"
)
_REFUSING = late(r"raise\b|return(?:\s+(?:False|None))?\s*$|\w*abort\(")
"""What follows a comparison that only takes the time which a real one would take."""
_SAYING = late(
    r"(?:[\w.]*\blog(?:ger|ging|s)?|warnings|console|_?LOG(?:GER)?)\.\w+\(|(?:print|echo|warn)\(|pass\b|\.\.\."
)
_NEEDED = late(
    r"(?:\bnot\s+([\w.]{1,80})|(?<![\w.])([\w.]{1,80})\s+is\s+None)\b[^\n]{0,120}:\s*(?:raise|sys\.exit|exit)"
    r"|\bassert\s+([\w.]{1,80})"
)
_FACT = "names that must be set"
_MOST = 40
_FAR = 4_000


def lets_in(reading: Reading, view: View | None, trail: list[Node]) -> Node | None:
    """What lets everybody in where a word of such a check stands, `None` where nothing does."""
    if view is View.REPLACED:
        return _replaced(reading, trail)
    if view is View.SKIPPED:
        return _skipped(reading, trail)
    if view is View.IDLE:
        return _idle(reading, trail)
    return _of_no_consequence(reading, trail)


def _replaced(reading: Reading, trail: list[Node]) -> Node | None:
    """A dependency that says who calls, for which the program itself puts another one."""
    held = next((one for one in trail[:6] if one.type in ("assignment", "call")), None)
    if held is None or reading.in_test:
        return None
    left = held.child_by_field_name("left")
    key = left.child_by_field_name("subscript") if left is not None else None
    code = reading.module.code(key if key is not None else held)[:_FAR]
    if not _CHECKS.search(code):
        return None
    place = place_of(reading.module, held.start_byte)
    wanted = any(_is_asked_for(reading, one) for one in of_branches(reading.module, place))
    return None if wanted else held


def _is_asked_for(reading: Reading, condition: Condition) -> bool:
    """Whether a condition holds only where somebody wants it so, or not for what people use."""
    text = reading.module.code(condition.code)[:_FAR]
    asked = asked_environment(text)
    if asked is not None:
        return (asked[0] is EnvironmentKind.PRODUCTION) is (asked[1] is not condition.holds)
    node, holds = unwrapped(condition.code), condition.holds
    if node.type == "not_operator":
        inner = node.child_by_field_name("argument")
        node, holds = (unwrapped(inner) if inner is not None else node), not holds
    value = reading.builder.flow.value(node) or node
    truth = reading.truth(value)
    return (stands_at(reading, value) if truth is None else truth) is not holds


def _skipped(reading: Reading, trail: list[Node]) -> Node | None:
    """`if TOKEN and given != TOKEN:`, where nothing is in `TOKEN` unless somebody sets it."""
    branch = next((one for one in trail if one.type in ("if_statement", "elif_clause")), None)
    function = next((one for one in trail if one.type == "function_definition"), None)
    asked = branch.child_by_field_name("condition") if branch is not None else None
    if (
        branch is None
        or asked is None
        or function is None
        or branch.start_byte < function.start_byte
    ):
        return None
    asked = unwrapped(asked)
    code = reading.module.code(asked)[:_FAR]
    if not _COMPARES.search(code):
        return None
    around = place_of(reading.module, branch.start_byte).definitions
    names = [reading.module.defined(one) for one in around]
    for secret, where in _secrets_asked(reading, asked, branch, function):
        unset = _unset(reading, secret)
        if unset and _OF_FEW.search(" ".join((*names, reading.module.code(secret), unset))):
            return where
    return None


def _secrets_asked(
    reading: Reading, asked: Node, branch: Node, function: Node
) -> Iterator[tuple[Node, Node]]:
    """What must be there for a caller to be compared with it, and what asks whether it is."""
    compared = reading.module.code(asked)[:_FAR]
    parts = reading.module.children(asked)[0]
    both = asked.type == "boolean_operator" and re.search(r"\band\b", compared) is not None
    if both and _is_part_of(reading, unwrapped(parts[0]), reading.module.code(parts[-1])):
        yield unwrapped(parts[0]), asked
    above = branch.parent.parent if branch.parent is not None else None
    outer = above.child_by_field_name("condition") if above is not None else None
    if outer is not None and above is not None and above.start_byte >= function.start_byte:
        inner = unwrapped(outer)
        if _is_part_of(reading, inner, compared):
            yield inner, inner
    for before in _before(reading, branch):
        body = before.child_by_field_name("consequence")
        asks = before.child_by_field_name("condition")
        if body is None or asks is None or _LEAVING.search(reading.module.code(body)):
            continue
        node = unwrapped(asks)
        last = reading.module.children(body)[0][-1:]
        secret = node.child_by_field_name("argument") if node.type == "not_operator" else None
        returns = bool(last) and last[0].type == "return_statement"
        if secret is not None and returns and _is_part_of(reading, secret, compared):
            yield secret, node


def _before(reading: Reading, branch: Node) -> Iterator[Node]:
    """The branches beside one that stand before it."""
    block = branch.parent
    for one in reading.module.children(block)[0][:_MOST] if block is not None else ():
        if one.start_byte >= branch.start_byte:
            return
        if one.type == "if_statement":
            yield one


def _is_part_of(reading: Reading, node: Node, compared: str) -> bool:
    code = reading.module.code(node)
    plain = node.type in ("identifier", "attribute", "call", "subscript")
    return plain and re.search(rf"(?<![\w.]){re.escape(code)}(?![\w(])", compared) is not None


def _unset(reading: Reading, secret: Node) -> str:
    """What sets a secret that is nothing otherwise, "" where something refuses to go on so."""
    if reading.module.code(secret) in _needed(reading):
        return ""
    found = left_unset(reading.builder, secret)
    if found or secret.type != "attribute":
        return found
    kept = [one.value for one in reading.builder.flow.attributes(secret)]
    unset = any(
        one is not None and (is_nothing(reading.builder, one) or left_unset(reading.builder, one))
        for one in kept
    )
    return reading.module.code(secret) if unset else ""


def _idle(reading: Reading, trail: list[Node]) -> Node | None:
    """A comparison of secrets of which nothing comes but a line in the log."""
    if reading.in_test:
        return None
    around = next((one for one in trail if one.type.endswith("_statement")), None)
    if around is None:
        return None
    if around.type == "expression_statement":
        alone = next((one for one in trail if one.type == "call"), None)
        after = around.next_named_sibling
        refused = after is not None and _REFUSING.match(reading.module.code(after)) is not None
        whole = alone is not None and around.named_children == [alone]
        return around if whole and not refused else None
    if around.type != "if_statement" or around.child_by_field_name("alternative") is not None:
        return None
    body, asked = (around.child_by_field_name(part) for part in ("consequence", "condition"))
    if (
        body is None
        or asked is None
        or not reading.module.code(asked).lstrip("( ").startswith("not")
    ):
        return None
    statements = reading.module.children(body)[0]
    said = all(_SAYING.match(reading.module.code(one)) for one in statements)
    return asked if statements and said else None


def _needed(reading: Reading) -> frozenset[str]:
    """The names without which the module refuses to go on, looked for once."""
    facts = reading.module.facts
    if _FACT not in facts:
        found = _NEEDED.finditer(reading.module.plain)
        facts[_FACT] = frozenset(next(filter(None, one.groups())) for one in found)
    held: frozenset[str] = facts[_FACT]
    return held


def _of_no_consequence(reading: Reading, trail: list[Node]) -> Node | None:
    """That somebody is an administrator who hasn't passed the check of a function."""
    given = next((one for one in trail if one.type in _LEFT), None)
    function = function_around(reading.module, given) if given is not None else None
    if given is None or function is None or given.type != "return_statement" or reading.in_test:
        return None
    if not _says_who_calls(reading, function):
        return None
    return given if _without_passing(reading, function, given) else None


def _says_who_calls(reading: Reading, function: Node) -> bool:
    """Whether a function tells the application who calls, by what the request holds."""
    above = function.parent
    decorated = above if above is not None and above.type == "decorated_definition" else None
    body = function.child_by_field_name("body")
    until = body.start_byte if body is not None else function.end_byte
    head = reading.module.text[function.start_byte : until]
    gate = decorated is not None and _GATE.search(
        reading.module.text[decorated.start_byte : function.start_byte]
    )
    if not gate and not fills_in(reading, reading.module.defined(function)):
        return False
    return _ASKED_OF.search(head) is not None or bool(gate)


def _without_passing(reading: Reading, function: Node, given: Node) -> bool:
    """Whether what is given back is for those who fail: behind the check, or where it fails."""
    module, body = reading.module, function.child_by_field_name("body")
    if body is None:
        return False
    parents = [*_around(given, function)]
    if any(one.type == "except_clause" for one in parents):
        return True
    branch = next((one for one in parents if one.type == "if_statement"), None)
    head = module.text[function.start_byte : body.start_byte]
    if branch is not None:
        asked = branch.child_by_field_name("condition")
        nobody = _NOBODY.fullmatch(module.code(asked).strip("() ")) if asked is not None else None
        name = next(filter(None, nobody.groups()), "") if nobody is not None else ""
        first = branch.child_by_field_name("consequence")
        inside = first is not None and first.start_byte <= given.start_byte < first.end_byte
        return (
            bool(name) and inside and re.search(rf"\b{re.escape(name)}\s*[:=,)]", head) is not None
        )
    statements = module.children(body)[0]
    if not statements or statements[-1].id != given.id or _LEAVING.search(module.code(body)):
        return False
    made = module.code(given).partition("(")[0]
    earlier = (module.code(one) for one in statements[:-1] if one.type == "if_statement")
    return any(
        re.search(rf"{re.escape(made)}\(", one) and _admin(module.code(given), one)
        for one in earlier
    )


def _admin(given: str, earlier: str) -> bool:
    """Whether who passes gets the same rights as who doesn't."""
    rights = re.findall(r"[\w\"']+\s*[:=]\s*(?:True\b|[\[{(]?\s*[\"'][\w*]+[\"'])", given)
    named = [one for one in rights if re.match(r"[\"']?(?:is_|super|admin|role|scope|perm)", one)]
    return any(one in earlier for one in named)


def _around(node: Node, function: Node) -> Iterator[Node]:
    above = node.parent
    while above is not None and above.id != function.id:
        yield above
        above = above.parent
