"""The words for the shape of a token, and what a look inside it can tell."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from guardrail.model import Confidence, Environment

NOWHERE = Environment()


class Facts(Struct, frozen=True):
    """What a token says about itself.

    `holds` is whether its checksum or structure is right, `None` where it has none that can be
    computed here. `public` is a value that is published by design and no secret. `kind` refines
    the shape's own.
    """

    holds: bool | None = None
    public: bool = False
    kind: str = ""
    host: str = ""
    environment: Environment = NOWHERE


class Shape(Struct, frozen=True):
    """How a provider's token looks.

    `words` are the fixed pieces that the screen searches for. A match of `pattern` begins with one,
    or `back` characters before it, or with the text `lead` at most `back` characters before it.
    With `anywhere` a word in the text makes the pattern worth searching in all of it. The group
    `value`, where there is one, is the secret itself. `confidence` is how much the shape alone
    proves; a checksum that holds proves everything. Patterns are bounded: reading is linear.
    """

    kind: str
    provider: str
    words: tuple[str, ...]
    pattern: str
    check: Callable[[str], Facts] | None = None
    back: int = 0
    lead: str = ""
    anywhere: bool = False
    test_only: bool = False
    confidence: Confidence = Confidence.HIGH
