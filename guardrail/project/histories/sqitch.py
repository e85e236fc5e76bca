"""Sqitch: the changes of `sqitch.plan` in order, each `deploy/<change>.sql`.

A change that was reworked stands in the plan again; its earlier version is the file that is named
after a tag between the two.
Sources: https://sqitch.org/docs/manual/sqitchtutorial/, https://sqitch.org/docs/manual/sqitch-rework/
"""

from __future__ import annotations

import re

from guardrail.patterns import late
from guardrail.project.histories.model import History, MigrationStep
from guardrail.project.histories.tree import Tree, join

_CHANGE = late(r"\s*\+?\s*(?P<name>[^\s@#%\[\]:\\+-][^\s@#\[\]:\\]*)")
_MOST_TAGS = 100
_TAG = late(r"\s*@(?P<name>[^\s#]+)")
_TOP = late(r"^\s*top_dir\s*=\s*\"?([^\"\s#;]+)", re.MULTILINE)


def histories(tree: Tree) -> list[History]:
    """One history for each plan."""
    found = []
    for folder, names in tree.folders.items():
        if "sqitch.plan" in names:
            found.append(_history(tree, folder))
    return [history for history in found if history.steps]


def _history(tree: Tree, folder: str) -> History:
    plan = tree.text_of(join(folder, "sqitch.plan"))
    if plan is None:
        return History("sqitch", folder, ())
    told = _TOP.search(tree.text_of(join(folder, "sqitch.conf")) or "")
    top = join(folder, told[1].strip("./")) if told and told[1].strip("./") else folder
    steps: list[MigrationStep] = []
    trouble: list[str] = []
    for name, tags in _changes(plan):
        files = [join(top, f"deploy/{name}{tag}.sql") for tag in tags]
        path = next(filter(tree.holds, files), "")
        if path:
            steps.append(MigrationStep(path, name))
        elif not trouble:
            trouble.append(f"from {files[-1]} on: the plan names it and it isn't there")
    return History("sqitch", top, tuple(steps), tuple(trouble))


def _changes(plan: str) -> list[tuple[str, list[str]]]:
    """The plan's changes in order, each with what its file's name may end in."""
    found: list[tuple[str, int]] = []
    tags: list[str] = []
    for line in plan.splitlines():
        if line.lstrip().startswith(("#", "%")):
            continue
        tag = _TAG.match(line)
        change = _CHANGE.match(line)
        if tag is not None:
            tags.append(f"@{tag['name']}")
        elif change is not None:
            found.append((change["name"], len(tags)))
    ends: dict[str, int] = {}
    named: list[tuple[str, list[str]]] = []
    for name, start in reversed(found):
        until = min(ends.get(name, start), start + _MOST_TAGS)
        named.append((name, [*tags[start:until], ""]))
        ends[name] = start
    return named[::-1]
