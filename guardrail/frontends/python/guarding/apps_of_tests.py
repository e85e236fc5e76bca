"""Which configuration a test makes its application with: `create_app("shop.config.Production")`."""

from __future__ import annotations

import re

from guardrail.frontends.python.reading import Reading
from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late

_MADE = late(
    r"\b(?:create|make|build)_app\(\s*(?:\w+\s*=\s*)?(?P<given>[\"']?[\w.]*[\"']?)"
    r"|\.config\.from_object\(\s*(?P<object>[\"']?[\w.]+[\"']?)"
)
_PRODUCTION = late(r"(?<![a-z])(?:prod|production)(?:config|settings)?[\"']?\Z", re.IGNORECASE)

_OVERRULED = late(r"DATABASE_UR[IL]|sqlite|testcontainers|setenv|environ|mock|patch")
"""A test that says where its database is, or pretends, whatever the configuration says."""


def made_for_production(reading: Reading) -> Environment:
    """Production, where every application that a test's module makes is configured for it."""
    facts, key = reading.module.facts, "made for production"
    if key not in facts:
        text = reading.module.text
        found = _MADE.finditer(text) if "_app(" in text or ".from_object(" in text else ()
        told = [match["given"] or match["object"] or "" for match in found]
        named = bool(told) and all(map(_PRODUCTION.search, told))
        facts[key] = named and _OVERRULED.search(text) is None
    if not facts[key]:
        return Environment()
    return Environment(EnvironmentKind.PRODUCTION, "the application is configured for production")
