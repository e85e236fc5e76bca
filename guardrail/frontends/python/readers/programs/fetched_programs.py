"""Programs and scripts that are fetched to a file and run from it, with no look at what came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.effects import CodeRun
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.outside import By, fetched_file
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.looks_that_decide import decides_nothing
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.outside import CHECKED, COMPARED, FETCHED_TO_FILE, INTERPRETERS
from guardrail.knowledge.python.rows import words
from guardrail.model import Confidence
from guardrail.patterns import late
from guardrail.stream import Item

WHAT = "a file fetched over the network"
_PATH = r"(?<![\w.]){0}(?!\w)"
_WRITES = (
    rf"open\(\s*{_PATH}\s*,\s*[\"'][wax]|{_PATH}\.write_(?:bytes|text)\("
    rf"|{_PATH}\.open\(\s*[\"'][wax]"
    rf"|\b(?:urlretrieve|download_\w+|copyfileobj)\([^()\n]{{{{0,200}}}}{_PATH}"
    rf"|[\"'](?:-o|-O|--output)[\"']\s*,\s*(?:str\()?{_PATH}"
)
"""How a file is written whose path is known by a name."""
_GIVEN = rf"\b([^\W\d]\w*)\((?:[^()]|\([^()]*\)){{{{0,200}}}}?{_PATH}"
_NAME = late(r"""[^\W\d][\w.]*\Z|"[\w./-]*[/.][\w./-]*"\Z|'[\w./-]*[/.][\w./-]*'\Z""")
_AS_TEXT = words("str fspath abspath realpath resolve as_posix absolute Path encode")
_CALLED = late(r"(?<![\w.])([^\W\d]\w*)\(")
_HELD = "fetches to a file"
_FAR = 6_000
_LONGEST = 80
_HERE = "…"
"""What stands for the place itself behind the code before it, at its margin."""
_MOST = 8


def run_of_fetched(reading: Reading, call: Call, words: Sequence[Node]) -> Item | None:
    """The run of what was fetched to a file before, `None` for other programs."""
    facts = reading.module.facts
    if _HELD not in facts:
        facts[_HELD] = FETCHED_TO_FILE.search(reading.module.plain) is not None
    if not facts[_HELD]:
        return None
    for node in _run_from(reading, words):
        if _is_fetched(reading, call, node):
            stated = reading.stated(call.node, Confidence.MEDIUM)
            return CodeRun(**stated, what=WHAT, origin=reading.module.short(node, 40))
    return None


def _run_from(reading: Reading, words: Sequence[Node]) -> Iterator[Node]:
    """The paths among the first words of a command that a program is run from."""
    for node in words[:_MOST]:
        text = reading.known(node)
        interpreter = reading.names.dotted(node) == "sys.executable"
        if interpreter or text.rsplit("/", 1)[-1] in INTERPRETERS or text.startswith("-"):
            continue
        yield path_itself(reading, node)
        return


def path_itself(reading: Reading, node: Node) -> Node:
    """A path without what makes a text of it: `str(path)`, `path.resolve()`."""
    for _ in range(_MOST):
        node = unwrapped(node)
        if node.type != "call":
            break
        made = reading.call(node)
        owner = made.function.child_by_field_name("object")
        below = made.positional[0] if made.positional else owner
        if made.last not in _AS_TEXT or below is None:
            break
        node = below
    return node


def _is_fetched(reading: Reading, call: Call, node: Node) -> bool:
    around = function_around(reading.module, call.node)
    start = around.start_byte if around is not None else 0
    before = reading.module.plain[start : call.node.start_byte][-_FAR:]
    code = reading.module.code(node)
    if _is_checked(reading, f"{before}{_HERE}", around) or not _NAME.match(code):
        return False
    if re.search(_WRITES.format(re.escape(code)), before) and FETCHED_TO_FILE.search(before):
        return True
    for match in re.finditer(_GIVEN.format(re.escape(code)), before):
        own = reading.scopes.function(match[1])
        body = body_of(reading.module, own) if own is not None else ""
        if FETCHED_TO_FILE.search(body):
            return not _is_checked(reading, body, own)
    if reading.caller is not None:
        # In the light of a call: what stands before that is on the way, too.
        calling = function_around(reading.module, reading.caller)
        first = calling.start_byte if calling is not None else 0
        on_the_way = reading.module.plain[first : reading.caller.start_byte][-_FAR:]
        if _is_checked(reading, f"{on_the_way}{_HERE}", calling):
            return False
    found = fetched_file(reading, node)
    if found.by is By.NETWORK and "urlretrieve" in reading.module.code(found.node)[:_LONGEST]:
        return True  # the path is what it gives first of all
    bodies = [(body_of(reading.module, one), one) for one in found.through]
    checked = any(_is_checked(reading, body, one) for body, one in bodies)
    return found.by is By.FETCHED_FILE and not checked


def _is_checked(reading: Reading, code: str, within: Node | None) -> bool:
    """Whether code goes no further where a checksum or a signature is wrong.

    It asks itself, or a function of the module does for it: `if not matches(path): return`. What
    only says that they differ (`if digest != PINNED: log.warning(…)`) is no check.
    """
    lines = code.splitlines()
    asked = [code.count("\n", 0, match.start()) for match in CHECKED.finditer(code)]
    for number, line in enumerate(lines):
        named = {match[1] for match in _CALLED.finditer(line)}
        functions = (reading.scopes.function(name) for name in sorted(named)[:_MOST])
        if any(
            own is not None
            and (within is None or own.id != within.id)
            and COMPARED.search(body_of(reading.module, own))
            for own in functions
        ):
            asked.append(number)
    return any(not decides_nothing(lines, number) for number in asked)
