"""Requests that ask a service to delete whatever matches, where everything does.

Sources: the REST references of Elasticsearch 8 and OpenSearch 2 (`_delete_by_query`), Solr 9
("Delete by query"), Consul 1.20 ("KV Store"), Pinecone (`/vectors/delete`), Qdrant 1.13
(`/points/delete`); of GitLab 17, GitHub, Gitea 1.23 and Bitbucket (who sees a project).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.web.everybody import EVERYBODY
from guardrail.frontends.python.readers.web.pushes import PUSHED
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.values.plain_data import Plain
from guardrail.frontends.python.values.plain_values import plain_value
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

EVERYTHING = "whatever there is"
"""How it is told in what a request sends."""
LOOSENED = "what loosens a branch's protection"
OPENED = "what shows it to everybody"
_IN_BULK = late(
    r"(?:bulk|batch|mass|multi)[-_]?(?:delete|remove|purge|destroy)\b"
    r"|(?:delete|remove|purge|destroy)[-_]?(?:bulk|batch|many|matching|by[-_](?:filter|query))\b"
    r"|/(?:bulk|batch)/(?:delete|remove|purge)\b|/(?:delete|purge)/(?:bulk|batch)\b",
    re.IGNORECASE,
)
"""An API's own way to delete what a filter in the body finds: `/assets/bulk-delete`."""
_FILTERS = words("filter filters query where criteria selector condition conditions match")
_FORGES = late(r"/(?:projects|groups|repos|repositories)/[^/]+(?:/[^/]+)?/?$")
_SHOWN = {"visibility": "public", "private": False, "is_private": False}
_BY_QUERY = late(r"/_delete_by_query\b|/update(?:/json)?$|/(?:vectors|points)/delete\b")
_ANYTHING = late(r"\*:\*|^\s*\*\s*$")
_TAGS = late(r"/registry/repositories/[^/]+/tags/?$")
_PROTECTED = late(r"/branches/[^/]+/protection/?$|/protected_branches(?:/[^/]+)?/?$")
_CAMPAIGN = late(r"/marketing/singlesends(?:/[^/]+)?/?$")
_SEGMENTS = ("All", "Subscribed Users", "Total Subscriptions", "Active Subscriptions")
"""What OneSignal calls everybody who is subscribed."""
_SELECTORS = ("labelSelector", "fieldSelector", "label_selector", "field_selector")
_ALL = ("deleteAll", "delete_all")
_DEEPEST = 6
_LONGEST = 400


def asks_for_all(reading: Reading, path: str, bodies: list[Node]) -> Iterator[str]:
    """That a deletion by a query reaches everything, by what its body says."""
    if _TAGS.search(path) is not None:
        told = [plain_value(reading, reading.builder.flow.value(one) or one) for one in bodies]
        if any(map(_every_tag, told)):
            yield EVERYTHING
        return
    if _BY_QUERY.search(path) is None and _IN_BULK.search(path) is not None:
        told = [plain_value(reading, reading.builder.flow.value(one) or one) for one in bodies]
        if any(_finds_all(one) for one in told):
            yield EVERYTHING
        return
    if _BY_QUERY.search(path) is None:
        return
    if any(_asked_of_nobody(reading, one) for one in bodies):
        yield EVERYTHING
        return
    values = [plain_value(reading, reading.builder.flow.value(one) or one) for one in bodies]
    found = any(_matches_all(one, 0) for one in values)
    if found or ("_delete_by_query" in path and not bodies):
        yield EVERYTHING


def loosens(reading: Reading, method: str, path: str, bodies: list[Node]) -> Iterator[str]:
    """What a request gives up of a branch's protection, by GitHub's REST reference."""
    if method not in ("PUT", "PATCH", "POST") or not _PROTECTED.search(path):
        return
    for one in bodies:
        value = plain_value(reading, reading.builder.flow.value(one) or one)
        if isinstance(value, dict):
            forced = (
                value.get("allow_force_pushes") is True or value.get("allow_force_push") is True
            )
            unseen = "required_pull_request_reviews" in value and not any(
                value.get(name) for name in ("required_pull_request_reviews", "enforce_admins")
            )
            if forced or unseen or value.get("allow_deletions") is True:
                yield LOOSENED


def opens(reading: Reading, method: str, path: str, bodies: list[Node]) -> Iterator[str]:
    """That a forge shows a project to everybody: GitLab's `visibility`, GitHub's `private`."""
    if method not in ("PUT", "PATCH") or not _FORGES.search(path):
        return
    for one in bodies:
        value = plain_value(reading, reading.builder.flow.value(one) or one)
        if isinstance(value, dict) and any(
            key in value and value[key] == shown for key, shown in _SHOWN.items()
        ):
            yield OPENED


def _finds_all(value: Plain) -> bool:
    """Whether a body names no filter that would narrow what is deleted, where it has one."""
    return isinstance(value, dict) and any(
        one in ({}, []) for key, one in value.items() if key in _FILTERS
    )


def picked_by_label(reading: Reading, call: Call) -> bool:
    """Whether a deletion of a whole collection is kept to some of it: `?labelSelector=…`."""
    given = call.keywords.get("params")
    code = reading.module.code(call.node)[:_LONGEST]
    if given is not None:
        value = plain_value(reading, reading.builder.flow.value(given) or given)
        if isinstance(value, dict):
            return any(value.get(name) not in (None, "") for name in _SELECTORS if name in value)
    return any(f"{name}=" in code for name in _SELECTORS)


def to_everybody(reading: Reading, path: str, bodies: list[Node]) -> Iterator[str]:
    """That a campaign goes to all contacts there are: SendGrid's `send_to: {"all": true}`.

    A message of OneSignal's goes to segments: `included_segments: ["All"]`.
    """
    if not _CAMPAIGN.search(path) and "included_segments" not in reading.module.text:
        return
    for one in bodies:
        value = plain_value(reading, reading.builder.flow.value(one) or one)
        if not isinstance(value, dict):
            continue
        told = value.get("send_to") if _CAMPAIGN.search(path) else None
        if isinstance(told, dict) and told.get("all") is True:
            yield f"{EVERYBODY}contact there is"
        segments = value.get("included_segments")
        if isinstance(segments, list) and any(str(each) in _SEGMENTS for each in segments):
            yield f"{PUSHED}subscriber"


def _every_tag(value: Plain) -> bool:
    """Whether a rule for the images of a registry spares none: GitLab's `name_regex_delete`."""
    if not isinstance(value, dict) or not {"keep_n", "older_than"}.isdisjoint(value):
        return False
    asked = value.get("name_regex_delete", value.get("name_regex"))
    return isinstance(asked, str) and asked.strip("^$") in (".*", ".+", "")


def _asked_of_nobody(reading: Reading, body: Node) -> bool:
    """Whether a query is what a function makes where nothing is given that would narrow it."""
    value = reading.builder.flow.value(body) or body
    pairs = dict(reading.builder.flow.pairs(value)) if value.type == "dictionary" else {}
    query = pairs.get("query")
    made = reading.builder.flow.value(query) if query is not None else None
    if made is None or made.type != "call":
        return False
    call = reading.call(made)
    own = own_function(reading, call)
    if own is None or call.positional or call.keywords or call.stars or call.double_stars:
        return False
    results = results_of(reading.module, own)
    return any(_matches_all(plain_value(reading, one), 0) for one in results)


def _matches_all(value: Plain, depth: int) -> bool:
    if isinstance(value, str):
        return "delete" in value and _ANYTHING.search(value) is not None
    if not isinstance(value, dict) or depth > _DEEPEST:
        return False
    if "match_all" in value or any(value.get(one) is True for one in _ALL):
        return True
    for key, one in value.items():
        if key == "query" and (one == {} or (isinstance(one, str) and _ANYTHING.search(one))):
            return True
        if key == "filter" and one == {}:
            return True
    # What stands beside others in a condition is no condition of its own.
    inner = [one for key, one in value.items() if key in ("query", "delete", "commands")]
    return any(_matches_all(one, depth + 1) for one in inner)
