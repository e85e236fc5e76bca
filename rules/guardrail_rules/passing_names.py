"""Databases and tables whose names say that what they hold is a copy, or isn't meant to stay."""

from __future__ import annotations

import re
from typing import TypeVar

from msgspec.structs import replace

from guardrail.effects import DataChange, Effect, Verb
from guardrail.model import Environment, EnvironmentKind
from guardrail.names import plain, short
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

Changed = TypeVar("Changed", bound=Effect)
_RUN_TIME = rf"\{{|{HOLE_WORD}"
MADE_TO_GO = late(r"(?:\b|_)(?:te?mp|temporary|staging|scratch)(?:\b|_)", re.IGNORECASE)
_OF_WORK = late(
    r"(?:\b|_)(?:stage|stg|worktable)(?:\b|_)|_work\Z|_(?:next|shadow|rebuild|rebuilt)\Z"
    r"|_(?:last|latest|current)_(?:hour|day|week|month|run|batch)\Z"
    r"|_import\Z|(?:\b|_)import_(?:row|line|record|item|entry|entries|problem|error|buffer|raw)s?\Z",
    re.IGNORECASE,
)
"""Tables that are filled anew each time, or made to take another's place: `articles_last_day`.

What is read from a feed stands in `customers_import` or `ImportRow` first; `imports` and
`import_jobs` say what was imported when.
"""
_OF_PEOPLE = late(
    r"(?:\A|_)(?:deal|pipeline|sales?|opportunity|interview|hiring|recruit\w*|tournament|workflow|growth"
    r"|life_?cycle|process|candidate|funnel|approval|bracket|kanban|board)_stage\Z|\Astage\Z"
    r"|(?:\A|_)(?:sensor|room|body|air|water|indoor|outdoor|surface|engine|cpu|disk)_te?mp\Z",
    re.IGNORECASE,
)
"""Tables of what people work with: the stages of a sale, temperatures."""
_OF_A_BRANCH = late(
    rf"(?:\b|_)(?:te?mp|temporary|scratch|ephemeral|throwaway"
    rf"|(?:previews?|pr|branch)(?=[-_]?(?:\d|{_RUN_TIME})|[-_](?:pr|branch|\w*(?:\d|{_RUN_TIME}))))"
    r"(?:\b|_|\d)",
    re.IGNORECASE,
)
"""How databases are called that last as long as a branch or a run: `preview_pr_12`, `tmp_shop`."""
_OF_A_CHECK = late(
    r"[-_](?:verify|verification|(?:restore_?)?(?:check|drill)|restore_?(?:test|verify|rehearsal)"
    rf"|rehearsal|drill_?\d*)(?:[-_]?(?:\d|{_RUN_TIME}).*)?\Z",
    re.IGNORECASE,
)
"""How databases are called into which a backup is restored to see that it can be: `shop_verify`."""
_HUMP = late(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where the words of a class's name meet: `PageCache`, `DBCache`."""
_OF_TRIALS = late(
    r"(?:\A|[._:/-])(?:(?:load|smoke|perf)[-_]?tests?|tests?|testing|e2e|ci|sandbox|bench(?:mark)?)"
    r"(?=[._:/\d-]|\Z)",
    re.IGNORECASE,
)
"""How queues and topics are called that a trial run fills: `loadtest.orders`, `e2e-payments`."""
_FOR_TRIALS = late(
    r"(?:\A|_)(?:(?:load|perf|performance|stress|smoke|soak)_?tests?(?:ing)?|e2e)(?:_|\Z)",
    re.IGNORECASE,
)
"""How databases and schemas are called that a trial run fills: `ratings_loadtest`, `e2e`."""
_QUEUES = frozenset(("rabbitmq", "celery", "huey", "rq", "dramatiq", "kafka", "nats"))
_AND = ", "
"""What stands between the tables of a call that drops several."""
_CACHE = late(r"(?:\b|_)(?:(?:cache[ds]?|caching)(?:\b|_)|cached[a-z])", re.IGNORECASE)
"""A table that is named for a cache: `page_cache`, `shop_cachedenrollment`."""


def is_of_work(name: str) -> bool:
    """Whether a table's name, or its schema's, says that it holds work in progress.

    `tmp_orders`, `StagedRows`, `staging.orders`.
    """
    if _AND in name:
        return all(map(is_of_work, name.split(_AND)))
    spoken = plain(_HUMP.sub("_", name)).split(".")[-2:]
    if _OF_PEOPLE.search(spoken[-1]) is not None and not any(map(MADE_TO_GO.search, spoken[:-1])):
        return False
    return any(one.search(part) for part in spoken for one in (MADE_TO_GO, _OF_WORK))


def is_passing(name: str) -> bool:
    """Whether the name of a database, or of a schema, says that it was made to go again.

    A staging database is one that people work with.
    """
    spoken = plain(name)
    return any(one.search(spoken) is not None for one in (_OF_A_BRANCH, _OF_A_CHECK))


def set_apart(change: Changed, name: str) -> Changed:
    """The change of a database or a table, as one that is thrown away if its name says so.

    On whichever server: a backup may be restored beside what it is of, to see that it can be.
    """
    if not is_passing(name):
        return change
    return replace(change, environment=Environment(EnvironmentKind.THROWAWAY, "a passing name"))


def is_emptied_again(effect: Effect) -> bool:
    """Whether a table is emptied that is named for work in progress: that is what it is for.

    So is a queue that is named for tests; a table of tests may hold what came of them.
    """
    if not isinstance(effect, DataChange) or effect.verb not in (Verb.DELETE, Verb.TRUNCATE):
        return False
    if effect.dialect in _QUEUES and _OF_TRIALS.search(effect.target) is not None:
        return True
    *around, _ = plain(effect.target).split(".")
    if any(_FOR_TRIALS.search(one) is not None for one in around):
        return True
    return is_of_work(effect.target)


def holds_nothing_of_its_own(effect: Effect) -> bool:
    """Whether a table is emptied, or marked, that is named for a cache.

    One that is dropped is gone for the code that uses it, whatever it holds.
    """
    if not isinstance(effect, DataChange) or effect.verb not in _MARKING:
        return False
    return _CACHE.search(short(_HUMP.sub("_", effect.target))) is not None


_MARKING = (Verb.DELETE, Verb.TRUNCATE, Verb.UPDATE)
