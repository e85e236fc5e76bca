"""The words of a command that a function puts together of its own and of what it is given.

`["git", "-C", REPO, *args]`, `[program, *args]`, `["git", verb, "--force"]`: what is given as a
single word stands among the others as a place that names the function's parameter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import MASK, plain
from guardrail.knowledge.programs import NAMES, known_name
from guardrail.knowledge.python.rows import NOWHERE, Argument
from guardrail.patterns import late

_DEEPEST = 8
_PLACE = late(r"\{(?P<position>-?\d+):(?P<keyword>\w+)(?:=(?P<default>[^{}]*))?\}")
_NAMED = late(r"\{(?P<keyword>\w+)\}")
_TAKES_AWAY = late(
    r"\A(?:rm|rmi|rb|reset|push|clean|prune|purge|down|uninstall|kill|flush\w*|apply|restore|psql"
    r"|mysql|-c|-e|--command|--execute|--eval|-[a-z]*[rf][a-z]*)\Z|force|hard\Z|dele|destroy|drop"
    r"|remove|wipe|terminate|truncate"
)
MOST_WORDS = 24
"""Words of a command of which each is looked at for a parameter."""
_TWO = 2
_ADDING = (BindingKind.APPENDED, BindingKind.EXTENDED, BindingKind.AUGMENTED)

ParameterOf = Callable[[Reading, Node], tuple[Node | None, bool]]


def listed(reading: Reading, node: Node, depth: int = 0) -> Iterator[tuple[Node, bool]]:
    """The words of a list that is written out, and whether each stands for any number of them."""
    node = unwrapped(node)
    found = [*reading.builder.flow.reaching(node)] if node.type == "identifier" else []
    grown = _grown(reading, node) if len(found) == 1 else None
    if grown is not None and depth < _DEEPEST:
        for one, many in grown:
            yield from listed(reading, one, depth + 1) if many else [(one, False)]
        return
    value = found[0].value if len(found) == 1 and found[0].kind is BindingKind.ASSIGNED else None
    if value is not None and depth < _DEEPEST:
        yield from listed(reading, value, depth + 1)
    elif node.type in ("list", "tuple"):
        for one in reading.module.children(node)[0]:
            many = one.type == "list_splat"
            yield (one.named_children[0] if many and one.named_children else one), many
    elif node.type == "binary_operator" and depth < _DEEPEST:
        for side in ("left", "right"):
            part = node.child_by_field_name(side)
            if part is not None:
                yield from listed(reading, part, depth + 1)
    else:
        yield _copied(reading, node), True


def _grown(reading: Reading, node: Node) -> list[tuple[Node, bool]] | None:
    """The parts of a list to which words are added line by line; `None` for any other."""
    bound: Sequence[Binding] = reading.builder.flow.bindings(node)[1]
    before = (one for one in bound if one.after <= node.start_byte)
    parts = sorted(before, key=lambda one: one.after)
    if len(parts) < _TWO:
        return None
    kinds = [one.kind for one in parts]
    whole = all(one.value is not None and not one.path and one.index is None for one in parts)
    if not whole or kinds[0] is not BindingKind.ASSIGNED:
        return None
    if not all(one in _ADDING for one in kinds[1:]):
        return None
    return [
        (one.value, one.kind is not BindingKind.APPENDED) for one in parts if one.value is not None
    ]


def _copied(reading: Reading, node: Node) -> Node:
    """What a list is a copy of: `list(args)`."""
    if node.type == "call" and reading.names.dotted(node) in ("list()", "tuple()"):
        positional = call_of(reading.module, node, "").positional
        return positional[0] if len(positional) == 1 else node
    return node


def told_words(
    reading: Reading, words: Sequence[Node], parameter_of: ParameterOf
) -> tuple[str, ...]:
    """The words as far as they are known, parameters by their names: `{verb}`."""
    told = []
    for number, one in enumerate(words):
        text = reading.known(one) or _option(reading, one)
        text = text or ("" if number else program_by_default(reading, one))
        given = None if text else parameter_of(reading, one)[0]
        told.append(f"{{{reading.module.name(given)}}}" if given is not None else text)
    return tuple(told)


def _option(reading: Reading, node: Node) -> str:
    """An option whose value isn't known: `f"-chdir={folder}"`."""
    text = plain(reading.builder.text(node)) if node.type == "string" else ""
    return text.replace(MASK, "…") if text.startswith("-") else ""


def program_by_default(reading: Reading, node: Node) -> str:
    """The program that a parameter is, or that an object is made with, where nobody names another.

    `def __init__(self, folder, binary="terraform")`: a single word says nothing elsewhere.
    """
    flow = reading.builder.flow
    bound = flow.attributes(node) if node.type == "attribute" else ()
    held = [one.value for one in bound if one.value is not None and one.index is None]
    given = held[0] if len(held) == 1 else node
    ways = flow.reaching(given) if given.type == "identifier" else ()
    if len(ways) != 1 or ways[0].kind is not BindingKind.PARAMETER or ways[0].value is None:
        return ""
    told = reading.known(ways[0].value)
    return told if known_name(told) in NAMES else ""


def is_known_program(words: Sequence[str]) -> bool:
    """Whether it is known of a command that it may take away, by words that a function is given."""
    program = words[0] if 1 < len(words) <= MOST_WORDS else ""
    if known_name(program) not in NAMES or not any(map(_NAMED.fullmatch, words[1:])):
        return False
    return _NAMED.fullmatch(words[1]) is not None or any(map(_TAKES_AWAY.search, words))


def placed(words: Sequence[str], place_of: Callable[[str], tuple[int, str]]) -> tuple[str, ...]:
    """The same words where parameters stand by their positions, with defaults: `{1:to=main}`."""
    found = []
    for one in words:
        named = _NAMED.fullmatch(one)
        if named is not None:
            at, default = place_of(named["keyword"])
            more = f"={default}" if default and "{" not in default else ""
            one = f"{{{at}:{named['keyword']}{more}}}"
        found.append(one)
    return tuple(found)


def place_in(word: str) -> tuple[Argument, str]:
    """The argument that a word stands for, and what it is where none is given.

    `NOWHERE` for a word that is written out, which is the word then.
    """
    found = _PLACE.fullmatch(word)
    if found is None:
        return NOWHERE, word
    return Argument(int(found["position"]), found["keyword"]), found["default"] or ""
