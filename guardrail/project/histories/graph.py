"""Migrations that name what they must run after: an order that respects it, if there is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field


class Node(Struct):
    """A migration: where it stands, what it is called, and what it must run after."""

    path: str
    name: str
    after: list[str] = field(default_factory=list)
    replaces: tuple[str, ...] = ()


class Plan(Struct, frozen=True):
    """The nodes in execution order, the heads among them, and what is wrong with the graph."""

    order: tuple[Node, ...]
    heads: tuple[Node, ...]
    trouble: tuple[str, ...]


def planned(nodes: Mapping[str, Node]) -> Plan:
    """An order in which every node comes after those it names.

    Parents come in the order of their names, heads too, so that a new migration at the end of a
    branch moves no other. What stands in a circle comes last, in the order of its paths.
    """
    parents = {
        name: sorted({one for one in node.after if one in nodes and one != name})
        for name, node in nodes.items()
    }
    used = {parent for several in parents.values() for parent in several}
    heads = sorted(name for name in nodes if name not in used)
    order: list[str] = []
    done: set[str] = set()
    entered: set[str] = set()
    circle = ""
    for head in [*heads, *sorted(nodes, key=lambda name: nodes[name].path)]:
        if head in done:
            continue
        waiting = [(head, iter(parents[head]))]
        entered.add(head)
        while waiting:
            name, left = waiting[-1]
            parent = next((one for one in left if one not in done), None)
            if parent is None:
                waiting.pop()
                done.add(name)
                order.append(name)
            elif parent in entered:
                circle = circle or name
            else:
                entered.add(parent)
                waiting.append((parent, iter(parents[parent])))
    trouble = (f"from {nodes[circle].path} on: it waits for itself",) if circle else ()
    return Plan(tuple(nodes[name] for name in order), tuple(nodes[name] for name in heads), trouble)


def squashed(nodes: dict[str, Node]) -> dict[str, Node]:
    """The nodes without those that a squash stands for, which runs in their place.

    Whoever waits for one of these waits for the squash, and the squash for all that they waited
    for. Changes nothing in a graph without squashes.
    """
    instead = _instead(nodes)
    if not instead:
        return nodes

    def now(name: str) -> str:
        return instead.get(name, name)

    kept = {name: node for name, node in nodes.items() if now(name) == name}
    found: dict[str, Node] = {}
    for name, node in kept.items():
        found[name] = Node(node.path, node.name, _unlike(name, map(now, node.after)))
    for old, node in nodes.items():
        if old not in kept and now(old) in found:
            squash = found[now(old)]
            squash.after += _unlike(squash.name, map(now, node.after))
    return found


def stand_ins(nodes: Mapping[str, Node]) -> dict[str, str]:
    """The paths of those that a squash stands for, each with the path of the squash."""
    return {
        nodes[old].path: nodes[squash].path
        for old, squash in _instead(nodes).items()
        if old in nodes and squash in nodes
    }


def _instead(nodes: Mapping[str, Node]) -> dict[str, str]:
    """The squash that runs in place of each name, also through squashes of squashes."""
    replaced: dict[str, str] = {}
    for name, node in sorted(nodes.items()):
        for old in node.replaces:
            if old != name:
                replaced.setdefault(old, name)
    last: dict[str, str] = {}
    for old in replaced:
        passed: dict[str, None] = {}
        name = old
        while name in replaced and name not in passed:
            passed[name] = None
            name = last.get(name, replaced[name])
        for one in passed:
            if one != name:
                last[one] = name
    return last


def _unlike(name: str, others: Iterable[str]) -> list[str]:
    return [other for other in others if other != name]
