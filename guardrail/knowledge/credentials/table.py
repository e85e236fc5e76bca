"""All shapes together, and the words that make a text worth reading for credentials."""

from __future__ import annotations

from guardrail.knowledge.credentials.providers import ai, cloud, code, data, keys, services
from guardrail.knowledge.credentials.settings_names import NAME_WORDS
from guardrail.knowledge.credentials.shapes import Shape
from guardrail.knowledge.credentials.urls import SCHEME_WORDS

SHAPES: tuple[Shape, ...] = (
    *code.SHAPES,
    *cloud.SHAPES,
    *data.SHAPES,
    *ai.SHAPES,
    *services.SHAPES,
    *keys.SHAPES,
)

TOKEN_WORDS: tuple[str, ...] = tuple(
    dict.fromkeys(word for shape in SHAPES for word in shape.words)
)

SCREEN_WORDS: tuple[str, ...] = tuple(dict.fromkeys((*TOKEN_WORDS, *SCHEME_WORDS, *NAME_WORDS)))
