"""Where a program is started, and with which variables of the environment."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.frontends.python.readers.filesystem.paths_named import path_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import built, only_hole

_ADDING = ["git", "add"]
_WHOLE = frozenset((".", "./", "*", ":/"))
_NAMING = frozenset(("TF_WORKSPACE",))
"""Variables that name what a command is about: `preview-{number}` says enough."""


def directory_of(reading: Reading, node: Node | None) -> str:
    """Where a program runs, as far as it is known; a folder below a cache or a temporary one."""
    told = reading.known(node)
    if told or node is None:
        return told
    path = path_of(reading, node)
    return path if path.startswith(("/tmp/", "/var/tmp/", "~/.cache/", "/var/cache/")) else ""


def adds_elsewhere(reading: Reading, node: Node | None, words: Sequence[Node]) -> bool:
    """Whether a command adds to git all that is in a folder that isn't known: what was built."""
    if node is None or directory_of(reading, node):
        return False
    told = [reading.known(one) for one in words]
    whole = all(one[:1] == "-" or one in _WHOLE for one in told[len(_ADDING) :])
    return whole and told[: len(_ADDING)] == _ADDING


def variables_of(reading: Reading, node: Node | None) -> dict[str, str]:
    """The environment variables that are written out, also inside `{**os.environ, …}`."""
    value = reading.builder.flow.value(node) if node is not None else None
    if value is None:
        return {}
    if value.type == "dictionary":
        return {name: _held(reading, name, one) for name, one in reading.builder.flow.pairs(value)}
    if value.type == "call":
        call = reading.call(value)
        if call.last == "dict":
            return {name: _held(reading, name, one) for name, one in call.keywords.items()}
    return {}


def _held(reading: Reading, name: str, node: Node) -> str:
    """What a variable is set to; of a name that says where something goes also what begins it."""
    told = reading.known(node)
    if told or name not in _NAMING:
        return told
    rope = reading.builder.text(node)
    return "" if only_hole(rope) else built(rope, "").text
