"""What stands under a key or at a place of a list or a dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import containers
from guardrail.frontends.python.evaluation.values import (
    Entries,
    Frame,
    Known,
    Parts,
    Value,
)
from guardrail.frontends.python.readers.picking.telling_defaults import text_by_default
from guardrail.frontends.python.values.stages import key_asked_for, that_matter
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator


_MOST_WORDS = 40
_WORD = late(r"[\w.:/*@-]{1,120}")


def of_subscript(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    """What `x[key]` is; itself where nothing is known of `x`."""
    whole, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
    if whole is None or key is None or key.type == "slice":
        return (Known(node, frame),)
    found = looked_up(evaluator, whole, key, frame)
    return (Known(node, frame),) if found is None else found


def looked_up(
    evaluator: Evaluator,
    whole: Node,
    key: Node,
    frame: Frame | None,
    default: Sequence[Value] | None = None,
) -> Sequence[Value] | None:
    """What stands under a key or at a place; `None` where it is no list or dictionary of ours.

    A key that isn't known may be any of those that there are, or none of them.
    """
    keys = [containers.text_of(evaluator, one) for one in evaluator.values(key, frame)]
    if len(keys) > 1 and (asked := key_asked_for(evaluator.reading, key)) in keys:
        # `PROFILES["prod" if stack == "prod" else "dev"]`: what counts is production.
        keys = [asked]
    found: list[Value] = []
    known = False
    for held in containers.contents(evaluator, whole, frame):
        if isinstance(held, Entries):
            known = True
            told = keys
            if None in keys and _are_words(evaluator, held):
                asked = text_by_default(evaluator.reading, key)
                told = [asked] if asked in held.entries else keys
            found += _under(held, told, default)
        elif isinstance(held, Parts):
            known = True
            found += _at(held, keys)
        elif default is not None:
            # `read_cookie().get("name", "")`, which gives `{}` or what it has decoded.
            found.append(None)
    return found if known else None


def _are_words(evaluator: Evaluator, held: Entries) -> bool:
    """Whether a dictionary holds nothing but single words: of roles, sizes, names.

    Which of them it is without anybody's word is what an option's default says. What runs is
    another matter: whoever asks for it gets it.
    """
    values = [one for each in [*held.entries.values()][:_MOST_WORDS] for one in each]
    texts = [containers.text_of(evaluator, one) for one in values]
    return all(one is not None and _WORD.fullmatch(one) is not None for one in texts)


def _under(
    held: Entries, keys: Sequence[str | None], default: Sequence[Value] | None
) -> Sequence[Value]:
    found: list[Value] = []
    for key in keys:
        if key is None:
            found += [value for one in that_matter([*held.entries]) for value in held.entries[one]]
            found += default or ()
        elif key in held.entries:
            found += held.entries[key]
        elif not held.more and default is not None:
            found += default
        else:
            found.append(None)
    return found


def _at(held: Parts, keys: Sequence[str | None]) -> Sequence[Value]:
    found: list[Value] = []
    for key in keys:
        plain = key is not None and key.lstrip("-").isdigit()
        place = int(key) if plain and key is not None else None
        if place is None:
            found += [value for part in held.parts for value in part]
        elif -len(held.parts) <= place < len(held.parts):
            found += held.parts[place]
        else:
            found.append(None)
    return found
