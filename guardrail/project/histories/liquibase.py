"""Liquibase: a changelog in XML, YAML or JSON, and the SQL files that it includes, in its order.

A changelog that no other includes is a root. `includeAll` takes a folder's files by their names.
What changelogs say in XML or YAML themselves isn't read. Without a changelog, folders of formatted
SQL run in an order that only a command line knows.
Sources: https://docs.liquibase.com/change-types/include.html,
https://docs.liquibase.com/change-types/includeall.html,
https://docs.liquibase.com/concepts/changelogs/sql-format.html
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from msgspec import Struct, field

from guardrail.patterns import late
from guardrail.project.histories.model import History, MigrationStep
from guardrail.project.histories.naming import Naming, histories_of, naturally
from guardrail.project.histories.tree import Tree, join

_CHANGELOG = late(r"changelog|liquibase", re.IGNORECASE)
_FORMATS = (".xml", ".yaml", ".yml", ".json")
_REMARK = late(r"<!--.*?(?:-->|\Z)|^[ \t]*#[^\n]*", re.DOTALL | re.MULTILINE)
_MARK = late(
    r"<(?P<tag>include|includeAll|sqlFile)\b(?P<rest>[^>]*)>"
    r"|[\"']?\b(?P<key>include|includeAll|sqlFile)[\"']?\s*:"
    r"|(?P<own><changeSet\b|\bchanges[\"']?\s*:)"
)
_PLACE = late(r"\b(?:file|path)[\"']?\s*[:=]\s*[\"']?(?P<path>[^\s\"',}>]+)")
_RELATIVE = late(r"\brelativeToChangelogFile[\"']?\s*[:=]\s*[\"']?true", re.IGNORECASE)
_FORMATTED = late(r"\A\s*--\s*liquibase formatted sql", re.IGNORECASE)
_KIND = r"(?:sql|(?:create|drop|add|rename|modify|insert|update|delete|load)[A-Z]?[A-Za-z]*)"
_OWN = late(rf"<{_KIND}[\s>/]|^\s*-\s*[\"']?{_KIND}[\"']?\s*:|\"{_KIND}\"\s*:\s*\{{", re.MULTILINE)
_NAMING = Naming(
    "liquibase",
    re.compile(r"(?!.*rollback).*\.sql\Z"),
    naturally,
    mark=_FORMATTED,
    trouble="from the first file on: no changelog says in which order these run",
)
_WINDOW = 400
_MOST_CHANGELOGS = 2_000
_MOST_STEPS = 20_000


class _Included(Struct, frozen=True):
    path: str
    all_of_it: bool


class _Walk(Struct):
    """Follows the includes of one root changelog."""

    tree: Tree
    changelogs: dict[str, list[_Included]]
    texts: dict[str, str]
    steps: dict[str, MigrationStep] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)

    def run(self, root: str) -> None:
        """Collect the steps of a changelog and of those it includes."""
        seen = {root}
        waiting: list[Iterator[str]] = [iter([root])]
        while waiting and len(self.steps) < _MOST_STEPS:
            path = next(waiting[-1], None)
            if path is None:
                waiting.pop()
            elif path in self.changelogs and (path == root or path not in seen):
                seen.add(path)
                if _OWN.search(self.texts[path]) and not self.trouble:
                    self.trouble.append(f"from {path} on: changesets that aren't SQL aren't read")
                waiting.append(self._files(self.changelogs[path]))
            elif path.endswith(".sql"):
                if self.tree.holds(path):
                    self.steps.setdefault(path, MigrationStep(path, path.rpartition("/")[2]))
                elif not self.trouble:
                    self.trouble.append(f"from {path} on: a changelog names it and it isn't there")

    def _files(self, included: list[_Included]) -> Iterator[str]:
        for one in included:
            if one.all_of_it:
                yield from _all_below(self.tree, one.path)
            else:
                yield one.path


def histories(tree: Tree) -> list[History]:
    """One history for each root changelog, and for each folder of formatted SQL without one."""
    texts = _texts(tree)
    by_name = _by_name(tree)
    changelogs = {path: list(_includes(tree, by_name, path, text)) for path, text in texts.items()}
    inner = {one.path for included in changelogs.values() for one in included}
    inner |= {
        path
        for included in changelogs.values()
        for one in included
        if one.all_of_it
        for path in _all_below(tree, one.path)
    }
    found = []
    for root in changelogs:
        if root not in inner:
            walk = _Walk(tree, changelogs, texts)
            walk.run(root)
            if walk.steps:
                steps = tuple(walk.steps.values())
                found.append(
                    History("liquibase", posixpath.dirname(root), steps, tuple(walk.trouble))
                )
    left = tree.without(step.path for history in found for step in history.steps)
    likely = {folder: names for folder, names in left.folders.items() if _CHANGELOG.search(folder)}
    return found + histories_of(_NAMING, Tree(likely, tree.facts_of, tree.text_of))


def _texts(tree: Tree) -> dict[str, str]:
    """The changelogs by path."""
    found: dict[str, str] = {}
    for folder, names in tree.folders.items():
        for name in sorted(names):
            path = join(folder, name)
            if name.lower().endswith(_FORMATS) and _CHANGELOG.search(path):
                text = tree.text_of(path) if len(found) < _MOST_CHANGELOGS else None
                if text and "databaseChangeLog" in text:
                    found[path] = _REMARK.sub("", text)
    return found


def _by_name(tree: Tree) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for folder, names in tree.folders.items():
        for name in names:
            if name.lower().endswith((".sql", *_FORMATS)):
                found.setdefault(name, []).append(join(folder, name))
    return found


def _includes(
    tree: Tree, by_name: dict[str, list[str]], path: str, text: str
) -> Iterator[_Included]:
    marks = [*_MARK.finditer(text)]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        kind = mark["tag"] or mark["key"]
        if not kind:
            continue
        said = mark["rest"] if mark["tag"] else text[mark.end() : min(end, mark.end() + _WINDOW)]
        place = _PLACE.search(said)
        if place is None:
            continue
        written = place["path"].removeprefix("classpath:").lstrip("/")
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
        all_of_it = kind == "includeAll"
        if _RELATIVE.search(said):
            yield _Included(beside, all_of_it)
        elif all_of_it:
            yield _Included(_folder(tree, written.rstrip("/"), beside), True)
        else:
            yield _Included(_file(by_name, written, beside, path), False)


def _file(by_name: dict[str, list[str]], written: str, beside: str, changelog: str) -> str:
    """The file that a path on the search path means: the project's root is only one such."""
    ends = [
        one
        for one in by_name.get(posixpath.basename(written), ())
        if one == written or one.endswith(f"/{written}")
    ]
    if not ends:
        return beside

    def shared(one: str) -> tuple[int, int]:
        return len(posixpath.commonprefix([one, changelog])), -len(one)

    return max(sorted(ends), key=shared)


def _folder(tree: Tree, written: str, beside: str) -> str:
    if written in tree.folders:
        return written
    ends = sorted(one for one in tree.folders if one.endswith(f"/{written}"))
    return ends[0] if ends else beside


def _all_below(tree: Tree, folder: str) -> Iterator[str]:
    paths = [join(one, name) for one, names in tree.below(folder.rstrip("/")) for name in names]
    yield from sorted(path for path in paths if path.lower().endswith((".sql", *_FORMATS)))
