"""How loud, how sure, of what kind: the words that findings and doors are graded with."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class _Named(IntEnum):
    """An ordered enumeration that people read and write by its lower-case name."""

    def __str__(self) -> str:
        return self.name.lower()


class Level(_Named):
    """How loudly a finding is told: an `error` blocks, a `warning` is shown, an `info` is told."""

    OFF = 0
    INFO = 1
    WARNING = 2
    ERROR = 3


class Confidence(_Named):
    """How sure Guardrail is that the code does what the finding says."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Decision(StrEnum):
    """What a door does with what it was shown."""

    ALLOW = "allow"
    ASK = "ask"
    DENY = "deny"


class Category(StrEnum):
    """What kind of damage a rule is about. Stable: these stand in JSON and SARIF."""

    DATA_LOSS = "data-loss"
    UNSCOPED_WRITE = "unscoped-write"
    LOCKING = "locking"
    COMPATIBILITY = "compatibility"
    TRANSACTION = "transaction"
    REVERSIBILITY = "reversibility"
    PRIVILEGE = "privilege"
    CREDENTIAL = "credential"
    EXPOSURE = "exposure"
    INFRASTRUCTURE = "infrastructure"
    HISTORY = "history"
    REMOTE_CODE = "remote-code"
    GUARD = "guard"
    CORRECTNESS = "correctness"
    ANALYSIS = "analysis"
