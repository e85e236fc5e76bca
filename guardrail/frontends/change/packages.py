"""`package.json`: hooks that npm scripts and hook managers keep there."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.frontends.change.commands import excused, names_guardrail
from guardrail.frontends.change.plain import Data, jsonc, strings, table
from guardrail.frontends.change.pre_commit import HOOKS
from guardrail.frontends.change.weakening import Weakening, place_of
from guardrail.model import FileEdit

_SECTIONS = ("scripts", "husky", "simple-git-hooks", "lint-staged", "gitHooks", "pre-commit")
_INSTALLERS = ("husky", "lefthook install", "simple-git-hooks", "guardrail hook install")


def package_json(edit: FileEdit) -> Iterator[Weakening]:
    """Commands that ran the check, and the script that installs git's hooks."""
    if edit.before is None or not any(word in edit.before for word in ("guardrail", "husky")):
        return
    old, new = jsonc(edit.before), jsonc(edit.after)
    for section in _SECTIONS:
        was, now = _lines(table(old).get(section)), _lines(table(new).get(section))
        if len(now) < len(was):
            place = place_of(edit.before, edit.after)
            yield Weakening(HOOKS, f"package.json no longer runs the check ({section})", place)
        for line in now:
            if excused(line) and line not in was and was:
                place = place_of(edit.before, edit.after, "guardrail")
                yield Weakening(HOOKS, f"a failed check is let pass ({section})", place)
    was_script = str(table(old, "scripts").get("prepare", ""))
    now_script = str(table(new, "scripts").get("prepare", ""))
    if any(name in was_script and name not in now_script for name in _INSTALLERS):
        place = place_of(edit.before, edit.after)
        yield Weakening(HOOKS, "git hooks are no longer installed (scripts.prepare)", place)


def _lines(data: Data) -> list[str]:
    return [text for text in strings(data) if names_guardrail(text)]
