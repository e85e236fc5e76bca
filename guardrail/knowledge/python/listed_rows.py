"""A row of the kind that most web services need: each that is listed is deleted, ended or sent to.

Nothing is said here of any library; tables of services are written with it.
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesData, Condition


def each_of(
    methods: str,
    on: str,
    *,
    store: str,
    target: str,
    beside: tuple[str, ...],
    example: str,
    twin: str,
    verb: Verb = Verb.DELETE,
    back: bool = False,
    when: tuple[Condition, ...] = (),
    itself: bool = False,
    unproved: str = "",
) -> ChangesData:
    """A call that changes one, and matters where a loop hands it every one that there is.

    `methods` are names with spaces between, of objects of the kind `on`, or functions in full where
    that is "". What goes can be had `back` where the service keeps it for a while. It may be the
    object `itself` that the method is called on.
    """
    return ChangesData(
        names=tuple(methods.split()),
        on=(on,) if on else (),
        each=not itself,
        verb=verb,
        target=target,
        store=store,
        when=when,
        recoverable=Recoverable.YES if back else Recoverable.NO,
        beside=beside,
        unproved=unproved,
        example=example,
        twin=twin,
    )
