"""Policy that was checked once, kept as JSON: what keeps pydantic off the fast path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Protocol

from msgspec import to_builtins

from guardrail import __version__
from guardrail.model import Confidence, Level
from guardrail.policy.layer import Layer, Override, Waiver
from guardrail.settings import Database


class Store(Protocol):
    """Where compiled policy is kept."""

    def get(self, key: str) -> str | None:
        """What was kept under the key, `None` where nothing was."""

    def put(self, key: str, value: str) -> None:
        """Keep a value."""


def key_of(text: str, circumstances: str) -> str:
    """The key of a policy text: of this version, this text, and what else decides its meaning."""
    identity = "\0".join(("policy", __version__, circumstances, text))
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()


def dump(layer: Layer | None) -> str:
    """The layer as JSON. `None` is a file that holds no policy."""
    return json.dumps(None if layer is None else to_builtins(layer))


def load(kept: str) -> Layer | None:
    """The layer that `dump` wrote. Raises `ValueError` for anything else."""
    try:
        raw = json.loads(kept)
        return None if raw is None else _layer(raw)
    except (AttributeError, KeyError, TypeError, RecursionError) as problem:
        raise ValueError("not a compiled policy") from problem


def _layer(raw: Mapping[str, Any]) -> Layer:
    plain = dict(raw)
    fail_on, confidence = plain["fail_on"], plain["confidence"]
    plain["fail_on"] = None if fail_on is None else Level(fail_on)
    plain["confidence"] = None if confidence is None else Confidence(confidence)
    plain["levels"] = _levels(plain["levels"])
    plain["overrides"] = tuple(
        Override(tuple(o["paths"]), _levels(o["levels"]), o["line"]) for o in plain["overrides"]
    )
    plain["databases"] = tuple(
        Database(**{**d, "paths": tuple(d["paths"]), "hot": tuple(d["hot"])})
        for d in plain["databases"]
    )
    plain["waivers"] = tuple(Waiver(**w) for w in plain["waivers"])
    plain["environments"] = tuple((pattern, kind) for pattern, kind in plain["environments"])
    for name in ("exclude", "migrations", "tests", "packs"):
        plain[name] = tuple(plain[name])
    return Layer(**plain)


def _levels(raw: Mapping[str, int]) -> dict[str, Level]:
    return {name: Level(level) for name, level in raw.items()}
