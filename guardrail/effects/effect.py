"""What every effect says of itself: where it stands, how it is reached, what guards it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import fields

from guardrail.effects.words import Recoverable
from guardrail.model import Confidence, Environment, Span, Step


class Effect(Struct, frozen=True, kw_only=True):
    """Something the code would do to the world if it ran.

    `evidence` is a keyed or plain digest of the normalised statement with secrets taken out: what
    a fingerprint binds to. `guards` says what stands before the effect ("a prompt", "--yes",
    "if settings.DEBUG"); `hidden_in` which statement it hides in ("EXPLAIN ANALYZE", "DO block").
    `continues` says that it is a further action of the statement that an effect before it began.
    `reached` are the commands, tasks and requests through which a program comes to it.
    """

    span: Span
    via: tuple[Step, ...] = ()
    confidence: Confidence = Confidence.HIGH
    guards: tuple[str, ...] = ()
    environment: Environment = Environment()
    recoverable: Recoverable = Recoverable.NO
    dialect: str = ""
    language: str = ""
    hidden_in: str = ""
    evidence: str = ""
    continues: bool = False
    reached: tuple[Step, ...] = ()

    @property
    def identity(self) -> str:
        """What makes this effect the same effect after the text around it moved.

        Fields at their default are left out: a field that is new changes nobody's fingerprints.
        """
        kind = type(self)
        own = _OWN.get(kind)
        if own is None:
            own = _OWN[kind] = tuple(
                (f.name, f.default) for f in fields(self) if f.name not in _CIRCUMSTANCE
            )
        said = [
            f"{name}={value}" for name, default in own if (value := getattr(self, name)) != default
        ]
        return "|".join([kind.__name__, *said, self.evidence])


_CIRCUMSTANCE = frozenset(f.name for f in fields(Effect))
_OWN: dict[type[Effect], tuple[tuple[str, object], ...]] = {}
"""The fields that say what an effect of each type does, with their defaults."""
