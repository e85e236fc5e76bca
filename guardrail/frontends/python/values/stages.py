"""What dictionaries hold for the stages that matter: `{"prod": True, "dev": False}[stage]`.

Which stage it is shows when the program runs. What is given up for those that hold nothing which
anybody would miss says nothing of production, as long as production stands beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.picking import IN_PRODUCTION, words_of
from guardrail.knowledge.python.rows import words

PASSING_STAGES = words(
    "dev devel develop development test tests testing ci local localhost sandbox preview feature"
    " demo playground ephemeral scratch review"
)
"""Words of stages that hold nothing which anybody would miss."""
_LIVE = words("live main default")
_DEEPEST = 3


def by_stage(reading: Reading, node: Node, depth: int = 0) -> list[Node]:
    """What an entry may be for the stages that matter, of a dictionary that has them as its keys.

    Nothing for any other expression, or where it is known which entry is meant.
    """
    if depth > _DEEPEST:
        return []
    if node.type == "identifier":
        value = reading.builder.flow.value(node)
        again = value is not None and value.type in ("subscript", "call") and value.id != node.id
        return by_stage(reading, value, depth + 1) if value is not None and again else []
    owner, key = _looked_up(reading, node)
    if owner is None or key is None:
        return []
    if name := key_asked_for(reading, key):
        wholes = [reading.builder.flow.value(one) for one in by_stage(reading, owner, depth + 1)]
        held = [one for one in wholes if one is not None and one.type == "dictionary"]
        return [under for one in held for under in reading.builder.flow.entries(one).get(name, ())]
    written = reading.builder.flow.value(owner)
    if written is None or written.type != "dictionary":
        return []
    pairs = reading.builder.flow.pairs(written)
    left = that_matter([name for name, _ in pairs])
    return [value for name, value in pairs if name in left] if len(left) < len(pairs) else []


def key_asked_for(reading: Reading, key: Node) -> str:
    """The key of a lookup, in production where the stage says it: `"prod" if env == "prod" else …`.

    "" where neither is known.
    """
    from guardrail.frontends.python.values.production import for_production

    if name := reading.known(key):
        chosen = reading.builder.flow.value(key) or key
        if chosen.type != "conditional_expression":
            return name
    asked = for_production(reading, reading.builder.flow.value(key) or key)
    return reading.known(asked) if asked is not None else ""


def that_matter(stages: Sequence[str]) -> Sequence[str]:
    """Of stages those of which somebody would miss what is in them; all of any other words."""
    live = any(IN_PRODUCTION.search(one) or words_of(one) & _LIVE for one in stages)
    return [one for one in stages if PASSING_STAGES.isdisjoint(words_of(one))] if live else stages


def _looked_up(reading: Reading, node: Node) -> tuple[Node | None, Node | None]:
    """What is looked up in, and by which key: `POLICIES[stage]`, `POLICIES.get(stage)`."""
    if node.type == "subscript":
        return node.child_by_field_name("value"), node.child_by_field_name("subscript")
    function = node.child_by_field_name("function") if node.type == "call" else None
    if function is None or function.type != "attribute":
        return None, None
    call = reading.call(node)
    if call.last != "get" or not call.positional:
        return None, None
    return function.child_by_field_name("object"), call.positional[0]
