"""What command lines take away one after the other, picked by a name, a label or an age.

`for name in branches: if merged(name): run(["git", "push", "origin", "--delete", name])`.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects.guarding import picked_by
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.picked_tables import in_turn
from guardrail.frontends.python.readers.picking.picked import picked_out
from guardrail.frontends.python.readers.picking.queries import LABEL, NAME
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.strings.rope import MASK, Rope, plain
from guardrail.frontends.python.values.origins import standing_at
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_TAKES = late(
    rf"\bgit\b[^{MASK}]*\b(?:push|branch|tag)\b"
    r"|(?<![\w/.])(?:delete|rm|rmi|remove|rb|destroy|terminate|uninstall|purge|drop)(?:[-_ ]|\Z)"
)
"""The word of a command after which it says what is taken away."""
_MOST = 3
_SNAPSHOTS = late(r"-t(?:[\"']\s*,\s*[\"']|\s+)snap(?:shots?)?\b")
_MORE = late(r"-t(?:[\"']\s*,\s*[\"']|\s+)(?:snap\w*,)?(?:filesystem|fs|volume|vol|all)\b")
"""How snapshots are listed alone, and how file systems are: `zfs list -t snapshot`."""


def picked_word(reading: Reading, call: Call, rope: Rope) -> tuple[str, ...]:
    """The guard that says by what a loop picks whatever a command line takes away, if it does."""
    text = plain(rope)
    if text.startswith("zfs destroy"):
        # An old snapshot is one of many, an old file system is in use.
        return (picked_by("kind"),) if _lists_snapshots(reading) else ()
    taken = _TAKES.search(text)
    if taken is None or MASK not in text[taken.start() :]:
        return ()
    holes = [part for part in rope if part.kind is PieceKind.HOLE]
    for part in holes[text.count(MASK, 0, taken.end()) :][:_MOST]:
        if part.values:
            continue
        node = standing_at(reading.module, *part.made)
        turn = in_turn(reading, call, *part.made)
        by = picked_out(reading, call, node) if turn else _picked_there(reading, call, node)
        if by:
            return (picked_by(by),)
    return ()


def _picked_there(reading: Reading, call: Call, node: Node) -> str:
    """By what a word is picked that is given where another function runs the command.

    `for name in names: if name.startswith("pr-"): terraform.destroy(name)`. What is old there is
    no more than old.
    """
    around = function_around(reading.module, node)
    runs = function_around(reading.module, call.node)
    if around is None or (runs is not None and around.id == runs.id):
        return ""
    given = node.parent
    while given is not None and given.type != "call" and given.id != around.id:
        given = given.parent
    if given is None or given.type != "call":
        return ""
    by = picked_out(reading, reading.call(given), node)
    return by if by in (LABEL, NAME) else ""


def _lists_snapshots(reading: Reading) -> bool:
    """Whether a module lists snapshots of ZFS and nothing else of it."""
    facts, key = reading.module.facts, "lists snapshots alone"
    if key not in facts:
        plain_text = reading.module.text
        alone = _SNAPSHOTS.search(plain_text) is not None
        facts[key] = alone and _MORE.search(plain_text) is None
    return bool(facts[key])
