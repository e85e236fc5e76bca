"""What a language model answered: calls of models' libraries, and what is taken out of them."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.knowledge.python.model_tools import LANGCHAIN_MODELS
from guardrail.patterns import late

_MODELS = frozenset(
    (
        "openai",
        "anthropic",
        "litellm",
        "ollama",
        "mistralai",
        "groq",
        "cohere",
        "google",
        "together",
        *LANGCHAIN_MODELS,
    )
)
_ASKING = late(
    r"\.(?:create|acreate|parse|completion|acompletion|generate_content|generate|chat|complete"
    r"|a?invoke|predict)\(\)$"
)
KEEPING = frozenset(("strip", "removeprefix", "removesuffix", "replace", "split", "decode"))
"""Methods of a text that give back what it says, or a part of it."""
_DEEPEST = 8


def asks_models(reading: Reading) -> bool:
    """Whether a module knows a library of language models."""
    return not _MODELS.isdisjoint(reading.names.packages)


def answered_by_model(reading: Reading, node: Node, depth: int = 0) -> bool:
    """Whether a text is what a call of a language model's library gave."""
    if depth >= _DEEPEST or not asks_models(reading):
        return False
    value = reading.builder.flow.value(node)
    if value is None:
        return False
    if value.type in ("attribute", "subscript"):
        below = value.child_by_field_name("object") or value.child_by_field_name("value")
        return below is not None and answered_by_model(reading, below, depth + 1)
    if value.type != "call":
        return False
    if asks_a_model(reading, value):
        return True
    made = reading.call(value)
    own = reading.scopes.function(made.name)
    below = made.function.child_by_field_name("object")
    inner = [*(results_of(reading.module, own) if own is not None else ())]
    inner += [below] if below is not None and made.last in KEEPING else []
    return any(answered_by_model(reading, one, depth + 1) for one in inner)


def asks_a_model(reading: Reading, node: Node) -> bool:
    """Whether a call is one that asks a model for an answer."""
    typed = reading.matching.typed(node)
    return _ASKING.search(typed) is not None and typed.split(".", 1)[0] in _MODELS
