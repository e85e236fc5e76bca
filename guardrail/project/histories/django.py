"""Django: the migrations of all apps of a project as one graph.

A migration runs after its `dependencies`, and before what its `run_before` names. A squash runs in
place of those it `replaces`. `__first__` and `__latest__` are the first and last of an app; apps
that aren't part of the project, and models that a setting names, are taken to be there.
Sources: https://docs.djangoproject.com/en/5.2/topics/migrations/,
https://docs.djangoproject.com/en/5.2/howto/writing-migrations/#controlling-the-order-of-migrations
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from msgspec import Struct

from guardrail.patterns import late
from guardrail.project.histories.graph import Node, planned, squashed, stand_ins
from guardrail.project.histories.model import History, MigrationStep
from guardrail.project.histories.tree import Tree, join
from guardrail.stream import Enter

_FOLDER = "migrations"
_NUMBERED = late(r"\d{4}_\w+\.py\Z")
_TEXT = late(r"\bclass\s+Migration\b")
_DEPENDS = late(r"\bdependencies\s*=\s*\[(.*?)\]", re.DOTALL)
_REPLACES = late(r"\breplaces\s*=\s*\[(.*?)\]", re.DOTALL)
_PAIR = late(r"\(\s*[\"'](\w+)[\"']\s*,\s*[\"'](\w+)[\"']\s*,?\s*\)")
_FIRST, _LATEST = "__first__", "__latest__"
_MOST_ENDS = 10
"""How many first or last migrations of one app others wait for; an app has one of each."""


class _File(Struct, frozen=True):
    """A migration as its file says it; `app` is the folder's label as the path tells it."""

    path: str
    app: str
    name: str
    after: tuple[tuple[str, str], ...]
    before: tuple[tuple[str, str], ...]
    replaces: tuple[tuple[str, str], ...]


def histories(tree: Tree) -> list[History]:
    """One history for each project: all apps below a `manage.py`, and all that are below none."""
    projects = sorted(folder for folder, names in tree.folders.items() if "manage.py" in names)
    groups: dict[str, list[str]] = defaultdict(list)
    for folder, names in tree.folders.items():
        likely = "__init__.py" in names or any(map(_NUMBERED.match, names))
        if folder.rpartition("/")[2] == _FOLDER and likely:
            above = [one for one in projects if not one or folder.startswith(f"{one}/")]
            groups[max(above, key=len, default="")].append(folder)
    found = [_history(tree, root, folders) for root, folders in sorted(groups.items())]
    return [history for history in found if history.steps]


def _history(tree: Tree, root: str, folders: list[str]) -> History:
    trouble: list[str] = []
    files: dict[str, list[_File]] = {}
    for folder in sorted(folders):
        read = []
        for name in sorted(tree.names(folder)):
            if name.endswith(".py") and name != "__init__.py":
                one = _file(tree, join(folder, name), trouble)
                if one is not None:
                    read.append(one)
        if read:
            files[folder] = read
    labels = _labels(files)
    nodes: dict[str, Node] = {}
    for folder, several in files.items():
        for one in several:
            name = f"{labels[folder]}.{one.name}"
            if name in nodes:
                trouble.append(f"from {one.path} on: {name} is there twice")
                continue
            nodes[name] = Node(
                one.path,
                name,
                [f"{app}.{step}" for app, step in one.after],
                tuple(f"{app}.{step}" for app, step in one.replaces),
            )
    for folder, several in files.items():
        for one in several:
            for app, step in one.before:
                if f"{app}.{step}" in nodes:
                    nodes[f"{app}.{step}"].after.append(f"{labels[folder]}.{one.name}")
    _ends(nodes)
    kept = squashed(nodes)
    trouble += _missing(kept, frozenset(labels.values()))
    plan = planned(kept)
    trouble += [*plan.trouble, *_heads(kept)]
    steps = tuple(MigrationStep(node.path, node.name) for node in plan.order)
    replaced = tuple(stand_ins(nodes).items())
    return History("django", root, steps, tuple(dict.fromkeys(trouble)), replaced)


def _file(tree: Tree, path: str, trouble: list[str]) -> _File | None:
    app = path.rsplit("/", 3)[-3] if path.count("/") > 1 else ""
    name = path.rpartition("/")[2].removesuffix(".py")
    facts = tree.facts_of(path)
    for fact in facts or ():
        if isinstance(fact, Enter) and fact.framework == "django":
            after, before, replaces = map(_pairs, (fact.after, fact.before, fact.replaces))
            return _File(path, app, name, after, before, replaces)
    text = tree.text_of(path)
    if text is None:
        if facts is None and _NUMBERED.match(name + ".py"):
            trouble.append(f"from {path} on: it can't be read")
        return None
    if not _TEXT.search(text):
        return None
    return _File(path, app, name, _written(_DEPENDS, text), (), _written(_REPLACES, text))


def _pairs(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((app, step) for app, _, step in (name.partition(".") for name in names))


def _written(pattern: re.Pattern[str], text: str) -> tuple[tuple[str, str], ...]:
    found = pattern.search(text)
    return tuple((one[1], one[2]) for one in _PAIR.finditer(found[1])) if found else ()


def _labels(files: dict[str, list[_File]]) -> dict[str, str]:
    """The label of each folder's app: what its own migrations call it, or its package's name."""
    labels = {}
    for folder, several in files.items():
        names = {one.name for one in several}
        told = Counter(
            app
            for one in several
            for app, step in (*one.after, *one.replaces)
            if step in names and step != one.name
        )
        own = several[0].app
        labels[folder] = own if told[own] or not told else told.most_common(1)[0][0]
    return labels


def _ends(nodes: dict[str, Node]) -> None:
    """Put the first and the last migration of an app where others wait for these."""
    ends: dict[str, list[str]] = defaultdict(list)
    waited: set[str] = set()
    for name, node in nodes.items():
        app = name.partition(".")[0]
        own = [one for one in node.after if one.partition(".")[0] == app and one in nodes]
        waited.update(own)
        if not own:
            ends[f"{app}.{_FIRST}"].append(name)
    for name in nodes:
        if name not in waited:
            ends[f"{name.partition('.')[0]}.{_LATEST}"].append(name)
    for node in nodes.values():
        node.after = [
            end for one in node.after for end in (ends[one][:_MOST_ENDS] if one in ends else (one,))
        ]


def _missing(nodes: dict[str, Node], apps: frozenset[str]) -> list[str]:
    return [
        f"from {node.path} on: {parent}, which it must run after, isn't there"
        for node in nodes.values()
        for parent in node.after
        if parent not in nodes
        and parent.partition(".")[0] in apps
        and not parent.endswith((_FIRST, _LATEST))
    ]


def _heads(nodes: dict[str, Node]) -> list[str]:
    """Apps with more than one last migration, which Django refuses to run."""
    waited: set[str] = set()
    for name, node in nodes.items():
        app = name.partition(".")[0]
        waited |= {parent for parent in node.after if parent.partition(".")[0] == app}
    ends: dict[str, list[str]] = defaultdict(list)
    for name in sorted(nodes):
        if name not in waited:
            ends[name.partition(".")[0]].append(name)
    return [
        f"from {nodes[several[0]].path} on: {app} has several ends ({', '.join(several[:3])})"
        for app, several in ends.items()
        if len(several) > 1
    ]
