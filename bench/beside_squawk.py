"""Findings beside squawk's on the same PostgreSQL files: both, only ours, only theirs.

`python -m bench.beside_squawk [FOLDER…]`; without folders, on a real project's migrations. With
`--list RULE` the places that only squawk tells under one of its rules are printed. Findings meet
where their lines overlap and ours is one of the rules that `TOLD` names. What only squawk tells is
counted apart where it stands in a way back (`down.sql`), which nobody waits for, and where the same
file makes the table, which nobody uses yet; `--list` prints the rest.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.places import GUARDRAIL, peer, sources
from bench.sql_migrations import POLICY, SYNAPSE
from bench.timing import Failed

_DROPPED = ("dropped-object", "dropped-view", "dropped-schema", "drop-cascade")
TOLD: dict[str, tuple[str, ...]] = {
    "adding-field-with-default": ("rewriting-column",),
    "adding-foreign-key-constraint": ("validating-constraint",),
    "adding-not-nullable-field": ("scanning-not-null", "required-column-without-default"),
    "adding-required-field": ("required-column-without-default",),
    "adding-serial-primary-key-field": ("rewriting-column", "validating-constraint"),
    "ban-add-enum-value": ("enum-value-used-early",),
    "ban-alter-domain-with-add-constraint": ("validating-domain",),
    "ban-char-field": ("regrettable-type",),
    "ban-concurrent-index-creation-in-transaction": ("concurrently-in-transaction",),
    "ban-create-domain-with-constraint": ("validating-domain",),
    "ban-drop-column": ("dropped-column",),
    "ban-drop-constraint": ("dropped-constraint",),
    "ban-drop-database": ("dropped-database",),
    "ban-drop-function": _DROPPED,
    "ban-drop-default": ("dropped-default",),
    "ban-drop-not-null": ("loosened-column",),
    "ban-drop-schema": _DROPPED,
    "ban-drop-sequence": _DROPPED,
    "ban-drop-table": ("dropped-table", "drop-cascade"),
    "ban-drop-type": _DROPPED,
    "ban-drop-view": _DROPPED,
    "ban-drop-extension": _DROPPED,
    "ban-drop-domain": _DROPPED,
    "ban-truncate-cascade": ("truncated-table", "drop-cascade"),
    "changing-column-type": ("rewriting-column", "narrowed-type"),
    "constraint-missing-not-valid": ("validating-constraint", "validated-in-same-transaction"),
    "disallowed-unique-constraint": ("validating-constraint",),
    "identifier-too-long": ("overlong-identifier",),
    "prefer-bigint-over-int": ("regrettable-type",),
    "prefer-bigint-over-smallint": ("regrettable-type",),
    "prefer-identity": ("regrettable-type",),
    "prefer-text-field": ("regrettable-type",),
    "prefer-timestamp-tz": ("regrettable-type",),
    "renaming-column": ("renamed-column",),
    "renaming-table": ("renamed-table",),
    "renaming-object": ("renamed-object", "renamed-table"),
    "require-concurrent-index-creation": ("blocking-index",),
    "require-concurrent-index-deletion": ("blocking-index-drop",),
    "require-concurrent-reindex": ("blocking-reindex",),
    "require-lock-timeout": ("missing-lock-timeout", "useless-lock-timeout"),
    "require-statement-timeout": ("missing-lock-timeout", "useless-lock-timeout"),
    "transaction-nesting": ("unbalanced-transaction",),
    "ban-uncommitted-transaction": ("unbalanced-transaction",),
}
"""Which of our rules tell what a rule of squawk's tells."""

LEFT_OUT: dict[str, str] = {
    "adding-foreign-key-constraint": "a new column that is NULL everywhere is not checked",
    "adding-not-nullable-field": "the column can't hold NULL already, or the table was emptied",
    "ban-drop-constraint": "what is checked no longer breaks no code; keys and uniqueness are told",
    "ban-drop-default": "one that the same file adds or sets anew",
    "ban-drop-view": "views made anew in the same file",
    "changing-column-type": "the old type, by the history, is stored alike",
    "identifier-too-long": "an object that goes has its name already",
    "prefer-bigint-over-int": "only keys run out",
    "prefer-bigint-over-smallint": "only keys run out",
    "prefer-text-field": "a length is a rule of the data; making it longer is free",
    "renaming-object": "code doesn't name indexes, constraints and sequences",
    "require-enum-value-ordering": "a habit: a new value's place only counts where one sorts by it",
    "require-lock-timeout": "functions, types, views and tables nobody uses stop nobody",
    "require-statement-timeout": "functions, types, views and tables nobody uses stop nobody",
    "prefer-robust-stmts": "IF [NOT] EXISTS is a habit, and hides what is there already",
    "syntax-error": "text that isn't SQL is told as not understood, not as a finding",
}

_BACK = re.compile(r"(?:^|[/._-])(?:down|undo|rollback)\.sql\Z")
_NAME = r"(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?:ONLY\s+)?(?:[\w\"{}]+\.)?\"?(?P<{}>\w+)"
_MADE = re.compile(
    r"\bCREATE\s+(?:UNLOGGED\s+|TEMP\w*\s+)?(?:TABLE|MATERIALIZED\s+VIEW)\s+"
    + _NAME.replace("{}>", "made>"),
    re.IGNORECASE,
)
_CONCERNS = re.compile(
    r"\b(?:TABLE|TRIGGER\s.*?\bON|INDEX\b[^;]*?\bON)\s+" + _NAME.replace("{}>", "on>"),
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of either: its rule, file and lines, first and last, 1-based."""

    rule: str
    path: str
    first: int
    last: int

    def meets(self, other: Told) -> bool:
        """Whether the lines overlap."""
        return self.first <= other.last and other.first <= self.last


def main(arguments: list[str]) -> int:
    """Print the comparison; 2 where there is nothing to compare."""
    listed = arguments[arguments.index("--list") + 1] if "--list" in arguments else ""
    given = [one for one in arguments if one not in ("--list", listed)]
    with tempfile.TemporaryDirectory(prefix="guardrail-bench-") as place:
        folder = Path(place)
        tree = folder / "files"
        roots = [Path(one) for one in given] or [sources(SYNAPSE, folder / "project")]
        _copy(roots, tree)
        theirs, ours = list(_squawk(tree)), list(_guardrail(tree))
        made = {their for their in theirs if _makes_its_table(tree, their)}
    if not theirs and not ours:
        print("no SQL files there", file=sys.stderr)
        return 2
    _print(theirs, ours, made, listed)
    return 0


def _copy(roots: Iterable[Path], tree: Path) -> None:
    """The SQL files of the folders, as migrations of one project that speaks PostgreSQL."""
    tree.mkdir()
    (tree / "guardrail.toml").write_text(POLICY)
    for root in roots:
        found = (*root.rglob("*.sql"), *root.rglob("*.sql.postgres"))
        for path in sorted(path for path in found if path.is_file()):
            target = tree / root.name / path.relative_to(root)
            target = target.with_name(target.name.removesuffix(".postgres"))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


def _squawk(tree: Path) -> Iterator[Told]:
    paths = [str(path.relative_to(tree)) for path in sorted(tree.rglob("*.sql"))]
    command = [peer("squawk"), "--reporter", "json", "--pg-version", "15", *paths]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    for each in json.loads(done.stdout or "[]"):
        first, last = each["line"] + 1, each["line_end"] + 1
        yield Told(each["rule_name"], each["file"], first, last)


def _guardrail(tree: Path) -> Iterator[Told]:
    command = [GUARDRAIL, "check", "--no-cache", "--format", "json", "."]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise Failed(done.stderr.strip())
    for each in json.loads(done.stdout)["findings"]:
        yield Told(each["rule"], each["path"], each["start"]["line"], each["end"]["line"])


def _makes_its_table(tree: Path, told: Told) -> bool:
    """Whether the file makes the table that a finding of theirs is about."""
    lines = (tree / told.path).read_text(errors="replace").splitlines(keepends=True)
    before, own = "".join(lines[: told.first - 1]), "".join(lines[told.first - 1 : told.last])
    if _MADE.search(own):
        return True
    # What a line of a longer statement says, it says of the table that the statement names.
    start = before[before.rfind(";") + 1 :]
    on = _CONCERNS.search(own) or _CONCERNS.search(start + own)
    made = {found["made"].lower() for found in _MADE.finditer(before)}
    return on is not None and on["on"].lower() in made


def _print(theirs: list[Told], ours: list[Told], made: set[Told], listed: str) -> None:
    by_path: dict[str, list[Told]] = {}
    for each in ours:
        by_path.setdefault(each.path, []).append(each)
    both: Counter[str] = Counter()
    only: dict[str, list[Told]] = {}
    met: set[Told] = set()
    for their in theirs:
        near = [
            our
            for our in by_path.get(their.path, ())
            if our.rule in TOLD.get(their.rule, ()) and our.meets(their)
        ]
        if near:
            both[their.rule] += 1
            met.update(near)
        else:
            only.setdefault(their.rule, []).append(their)
    print("| squawk's rule | both | only squawk: way back | table made here | other | why |")
    print("|---|---|---|---|---|---|")
    rest: dict[str, list[Told]] = {}
    for rule in sorted({their.rule for their in theirs}):
        back = [their for their in only.get(rule, ()) if _BACK.search(their.path)]
        new = [their for their in only.get(rule, ()) if their in made and their not in back]
        rest[rule] = [their for their in only.get(rule, ()) if their not in {*back, *new}]
        counts = " | ".join(map(str, (both[rule], len(back), len(new), len(rest[rule]))))
        print(f"| {rule} | {counts} | {LEFT_OUT.get(rule, '')} |")
    print("\n| only ours | findings |\n|---|---|")
    for rule, count in Counter(our.rule for our in ours if our not in met).most_common():
        print(f"| {rule} | {count} |")
    for their in rest.get(listed, ()):
        print(f"{their.path}:{their.first}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
