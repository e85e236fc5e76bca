"""Conditions that spare what belongs to the store itself, and so leave out nothing of people's.

`if name in ("admin", "local"): continue` drops every database that somebody made, and so does
`if not topic.startswith("_")` with topics. Sources: the manuals of MongoDB ("admin", "config",
"local"), PostgreSQL (template databases, `information_schema`), MySQL, SQL Server, Kafka (topics
of its own begin with underscores), Elasticsearch (hidden indexes with a dot), Kubernetes ("Initial
namespaces"), RFC 1035 (a zone's own records: NS, SOA).
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_SYSTEMS = words(
    "admin config local postgres template0 template1 information_schema pg_catalog pg_toast mysql"
    " performance_schema sys master model msdb tempdb system default root"
    " kube-system kube-public kube-node-lease __consumer_offsets __transaction_state _schemas"
    " sqlite_sequence alembic_version django_migrations spatial_ref_sys $default ns soa"
)
_BEGINNINGS = words("_ __ . .kibana .security system. pg_ sqlite_ kube- $ amq. aws: aws/ #")
_RUN_ITSELF = late(r"(?:\w+\.)?context\.(?:run_id|run\.run_id|dagster_run\.run_id)|os\.getpid\(\)")
_DEEPEST = 6


def spares_systems(reading: Reading, condition: Node, holds: bool, depth: int = 0) -> bool:
    """Whether nothing but what is the store's own goes past where a condition `holds`, or not."""
    node = unwrapped(condition)
    inner = reading.module.children(node)[0]
    if depth > _DEEPEST or not inner:
        return False
    if node.type == "not_operator":
        return spares_systems(reading, inner[-1], not holds, depth + 1)
    if node.type == "boolean_operator":
        sign = node.child_by_field_name("operator")
        wanted = "and" if holds else "or"
        joined = sign is not None and reading.module.code(sign) == wanted
        return joined and all(spares_systems(reading, one, holds, depth + 1) for one in inner)
    if node.type == "comparison_operator" and len(inner) == 2:
        between = reading.module.text[inner[0].end_byte : inner[1].start_byte].strip()
        unless = between in ("not in", "!=")
        if unless is not holds or between not in ("in", "not in", "==", "!="):
            return False
        return _are_systems(reading, inner[1], between.endswith("in"))
    function = node.child_by_field_name("function") if node.type == "call" else None
    own = reading.scopes.function(reading.module.code(function)) if function else None
    if own is not None:
        # `if is_ours(name):` of the module itself: what it asks.
        asked = results_of(reading.module, own)
        return len(asked) == 1 and spares_systems(reading, asked[0], holds, depth + 1)
    if holds or function is None or not reading.module.code(function).endswith(".startswith"):
        return False
    given = call_of(reading.module, node, "").positional
    return len(given) == 1 and _begin(reading, given[0])


def _begin(reading: Reading, node: Node) -> bool:
    """Whether names that begin so are a store's own: `("_system", "_default")`."""
    listed = reading.builder.flow.elements(node)
    told = [reading.known(one).lower() for one in (listed if listed is not None else [node])]
    return bool(told) and all(one in _BEGINNINGS or one[:1] == "_" for one in told)


def _are_systems(reading: Reading, node: Node, several: bool) -> bool:
    if not several and _RUN_ITSELF.fullmatch(reading.module.code(node)):
        return True
    return _are(reading, node, _SYSTEMS)


def _are(reading: Reading, node: Node, names: frozenset[str]) -> bool:
    """Whether a text, or each of a list that is written out, is one of those names."""
    listed = reading.builder.flow.elements(node)
    told = [reading.known(one).lower() for one in (listed if listed is not None else [node])]
    return bool(told) and all(one in names for one in told)
