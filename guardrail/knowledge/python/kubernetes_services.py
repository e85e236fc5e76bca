"""Services of Kubernetes that a load balancer publishes: to everybody, where nobody says to whom.

Source: Kubernetes 1.32, "Service" (`loadBalancerSourceRanges`: "if unspecified, traffic from all
sources is allowed"), "Internal load balancer" for the annotations that keep one inside; the
Kubernetes client 35 for the methods' parameters.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, OpensPorts, Row

_WORLD = "0.0.0.0/0|::/0"
_STORES = (
    "1433|1521|2181|2379|2380|3306|3389|5432|5601|5672|5984|6333|6379|7000|7474|7687|8086|8123|9000"
    "|9042|9092|9200|9300|11211|15672|19530|22|27017"
)
"""Ports of databases, queues and shells, which nobody publishes on purpose."""
_INTERNAL = r"(?i)internal|load-balancer-type|private"
_NAMES = (
    ".create_namespaced_service",
    ".patch_namespaced_service",
    ".replace_namespaced_service",
)
_START = "from kubernetes import client\napi = client.CoreV1Api()\n"
_CREATED = _START + "api.create_namespaced_service('shop', {{'spec': {{'type': '{0}', {1}}}}})"
_PORTS = "'ports': [{'port': 6379}]"
_RANGES = "'loadBalancerSourceRanges': ['{0}']"
_BODIES = ("1", "2", "body")


def _in_body(keys: tuple[str, ...], value: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"{body}.{key}", value) for body in _BODIES for key in keys)


_PUBLISHED = _in_body(("type",), "LoadBalancer")
_LIMITS = ("load_balancer_source_ranges", "loadBalancerSourceRanges")

ROWS: tuple[Row, ...] = (
    OpensPorts(
        names=_NAMES,
        provider="kubernetes",
        kind="service",
        id=Argument(-1, "name"),
        world=_in_body(_LIMITS, _WORLD),
        port="port",
        must=_PUBLISHED,
        beside=("kubernetes", "kubernetes_asyncio"),
        example=_CREATED.format("LoadBalancer", _RANGES.format("0.0.0.0/0")),
        twin=_CREATED.format("LoadBalancer", _RANGES.format("10.0.0.0/8")),
    ),
    OpensPorts(
        names=_NAMES,
        provider="kubernetes",
        kind="service",
        id=Argument(-1, "name"),
        world=_in_body(("ports.port", "ports.target_port", "ports.targetPort"), _STORES),
        port="port",
        must=_PUBLISHED,
        unless_given=tuple(where for where, _ in _in_body(_LIMITS, "")),
        unless_said=_INTERNAL,
        beside=("kubernetes", "kubernetes_asyncio"),
        example=_CREATED.format("LoadBalancer", _PORTS),
        twin=_CREATED.format("ClusterIP", _PORTS),
    ),
)
