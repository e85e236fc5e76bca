"""What a condition keeps away from production, where one call may reach one of several places."""

from __future__ import annotations

from itertools import chain

from guardrail.context import Context
from guardrail.effects import Effect
from guardrail.effects.guarding import NOT_IN_PRODUCTION
from guardrail.model import EnvironmentKind

_KNOWN = (EnvironmentKind.THROWAWAY, EnvironmentKind.LOCAL, EnvironmentKind.SHARED)


def kept_away(effect: Effect, context: Context) -> bool:
    """Whether production is one of the places that a call is read with, and none that it reaches.

    `if env not in RESETTABLE: raise` before `dropdb -h {HOSTS[env]}`: of all the hosts those are
    left that aren't production's. Where production is the only place that is known, the condition
    asks for something else.
    """
    if not any(guard.endswith(NOT_IN_PRODUCTION) for guard in effect.guards):
        return False
    others = chain(context.before(effect), context.after(effect))
    return any(one.span == effect.span and one.environment.kind in _KNOWN for one in others)
