"""A change that weakens a guard is an effect; one that strengthens it, or leaves it, is none."""

from __future__ import annotations

import json
import time

import pytest
from editing_guards import details, edit, shown, weakened
from hypothesis import given
from hypothesis import strategies as st

from guardrail.frontends.change import concerns
from guardrail.frontends.change.guards import LOOKS, folded, look_at
from guardrail.settings import Settings


class TestPolicy:
    """`guardrail.toml` and `[tool.guardrail]`."""

    @pytest.mark.parametrize(
        ("before", "after", "detail"),
        [
            ("", "[levels]\nx = 'off'\n", "x is switched off"),
            ("[levels]\nx = 'warning'\n", "[levels]\nx = 'info'\n", "x is lowered to info"),
            ("[levels]\nx = 'error'\n", "", "x is no longer set to error"),
            ("", "[levels]\nlocking = 'info'\n", "locking is lowered to info"),
            ("", "exclude = ['db/']\n", "more is excluded: db/"),
            ("", "tests = ['db/']\n", "more counts as test code: db/"),
            ("migrations = ['db/']\n", "", "fewer files count as migrations: db/"),
            ("packs = ['more_rules']\n", "", "a rule pack is left out: more_rules"),
            ("fail-on = 'info'\n", "", "fail-on is raised to error"),
            ("", "confidence = 'high'\n", "findings below high confidence no longer count"),
            ("edition = 2028\n", "edition = 2027\n", "the edition goes back"),
            ("", "mode = 'report'\nreport-until = 2027-01-01\n", "report mode is switched on"),
            (
                "mode = 'report'\nreport-until = 2027-01-01\n",
                "mode = 'report'\nreport-until = 2028-01-01\n",
                "report mode is prolonged",
            ),
            (
                "[environments]\nproduction = ['db.prod']\n",
                "[environments]\nlocal = ['db.prod']\n",
                "db.prod no longer counts as production",
            ),
            ("", "[environments]\nthrowaway = ['*']\n", "every target counts as throwaway"),
            (
                "[[database]]\nhot = ['orders']\n",
                "[[database]]\n",
                "orders no longer counts as a hot",
            ),
            (
                "",
                "[[override]]\npaths = ['a/', 'b/']\nlevels = { x = 'off' }\n",
                "x is switched off on a/, b/",
            ),
            ("", "baseline = 'mine.json'\n", "another baseline counts"),
            ("", "[[waiver]]\nrule = 'x'\npath = 'a'\n", "a waiver is added: x until any day"),
        ],
    )
    def test_each_way_to_loosen_it(self, before: str, after: str, detail: str) -> None:
        (found,) = details(edit("guardrail.toml", before, after))
        assert found.startswith(detail)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("", "[levels]\nx = 'error'\n"),
            ("[levels]\nx = 'off'\n", "[levels]\nx = 'warning'\n"),
            ("exclude = ['a', 'b']\n", "exclude = ['b']\n"),
            ("fail-on = 'error'\n", "fail-on = 'warning'\n"),
            ("confidence = 'high'\n", "confidence = 'low'\n"),
            ("mode = 'report'\nreport-until = 2027-01-01\n", "mode = 'enforce'\n"),
            ("# a\nexclude = ['a']\n", "exclude=[ 'a' ] # b\n"),
            ("", "[environments]\nlocal = ['localhost']\n"),
            ("", "requires = '>=1.4'\nedition = 2026\n"),
            ("[[waiver]]\nrule = 'x'\nuntil = 2027-01-02\n", ""),
        ],
    )
    def test_tightening_and_tidying_are_silent(self, before: str, after: str) -> None:
        assert details(edit("guardrail.toml", before, after)) == []

    def test_deleting_what_tightened_is_a_loosening_and_deleting_what_loosened_is_none(
        self,
    ) -> None:
        (found,) = details(edit("api/guardrail.toml", "[levels]\nx = 'error'\n", None))
        assert found.startswith("the file is deleted")
        assert details(edit("guardrail.toml", "[levels]\nx = 'off'\n", None)) == []

    def test_moving_it_away_is_deleting_it(self) -> None:
        text = "fail-on = 'warning'\n"
        assert details(edit("old.toml", text, text, old_path="guardrail.toml"))

    def test_the_place_is_the_changed_line(self) -> None:
        before = "exclude = ['a']\n[levels]\ny = 'off'\n"
        after = "exclude = ['a']\n[levels]\ny = 'off'\nx = 'off'\n"
        assert shown(edit("guardrail.toml", before, after)) == ["x = 'off'"]

    def test_a_pyproject_without_us_is_none_of_our_business(self) -> None:
        assert details(edit("pyproject.toml", "[tool.x]\nexclude = []\n", "[tool.x]\n")) == []
        assert details(edit("pyproject.toml", "[tool.guardrail]\nfail-on = 'info'\n", "")) == [
            "fail-on is raised to error"
        ]

    def test_a_policy_that_breaks_is_a_loosening_of_what_it_said(self) -> None:
        assert details(edit("guardrail.toml", "fail-on = 'info'\n", "fail-on = \n"))


class TestBaseline:
    """The baseline's file."""

    @staticmethod
    def text(**counts: int) -> str:
        found = [
            {"path": "a", "rule": name, "fingerprint": name, "count": n}
            for name, n in counts.items()
        ]
        return json.dumps({"version": 1, "findings": found})

    def test_more_is_told_and_less_is_not(self) -> None:
        path = ".guardrail-baseline.json"
        assert details(edit(path, self.text(x=1), self.text(x=2, y=1))) == [
            "2 findings more count as known"
        ]
        assert details(edit(path, self.text(x=2, y=1), self.text(x=1))) == []
        assert details(edit(path, self.text(x=2), None)) == []

    def test_a_baseline_that_is_none(self) -> None:
        for odd in ("[]", "{", '{"findings": {"a": 1}}', '{"findings": [1, null]}', ""):
            assert details(edit(".guardrail-baseline.json", "{}", odd)) == []


@pytest.mark.parametrize(
    "path",
    ["guardrail.toml", "GUARDRAIL.TOML", "guardrail.toml.", "guardrail.toml ", "a/Guardrail.toml",
     "guardrail.toml::$DATA", ".CLAUDE/settings.json", ".github/codeowners", ".Husky/pre-commit"],
)  # fmt: skip
def test_a_careless_file_system_opens_it_so_it_is_a_guard(path: str) -> None:
    assert look_at(path)


@pytest.mark.parametrize(
    "path",
    ["a.sql", "guardrail.toml.md", "docs/guardrail.py", "hooks/useThing.ts", "settings.json"],
)
def test_other_files_are_no_guards(path: str) -> None:
    assert not look_at(path)
    assert not concerns(path, path, Settings())


def test_folding_is_for_names_alone() -> None:
    assert folded("A/B.TXT. /c") == "a/b.txt/c"
    assert folded("../x") == "../x"


ODD = (
    "", "{", "[", "- - -", "a: [", "\t", '{"hooks": 3}', "hooks: 3", "repos: {}", "jobs: []",
    "jobs: {a: {steps: {b: c}}}", "permissions: x", '{"permissions": {"allow": {"a": 1}}}',
    "[levels]\nx = 3", "waiver = 3", "[[waiver]]\n", "[" * 5000, "{" * 5000, "a: " * 3000,
    "&a [*a, *a]", '{"hooks": {"PreToolUse": {"matcher": 3}}}', "x: !!python/object:os.system y",
    "guardrail: guardrail\n", "* \n", "\x00\x1b[31m", "- guardrail\n" * 500,
)  # fmt: skip


@pytest.mark.parametrize("path", sorted({pattern.replace("**/", "x/") for pattern, _ in LOOKS}))
def test_odd_contents_end_quietly(path: str) -> None:
    path = path.replace("*", "x")
    for before in ODD:
        for after in (*ODD, None):
            change = edit(path, before, after)
            for effect in weakened(change):
                assert effect.span.end <= len(after or "")


@given(st.text(max_size=120), st.text(max_size=120), st.sampled_from([p for p, _ in LOOKS]))
def test_any_texts_end_quietly(before: str, after: str, pattern: str) -> None:
    path = pattern.replace("**/", "").replace("*", "x")
    for effect in weakened(edit(path, before, after)):
        assert effect.detail


def test_aliases_that_multiply_cost_little() -> None:
    levels = ["a0: &a0 [guardrail, guardrail]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    bomb = "\n".join(levels)
    started = time.process_time()
    for path in (".gitlab-ci.yml", ".github/workflows/x.yml", ".pre-commit-config.yaml"):
        weakened(edit(path, bomb, bomb + "\n# more\n"))
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "path",
    ["guardrail.toml", ".gitlab-ci.yml", ".claude/settings.json", ".github/workflows/x.yml",
     "CODEOWNERS", ".husky/pre-commit"],
)  # fmt: skip
def test_a_large_file_costs_little(path: str) -> None:
    text = "guardrail: [" + "guardrail, " * 60_000 + "]\n"
    started = time.process_time()
    weakened(edit(path, text, text.replace("guardrail,", "guardrail ||true,", 5)))
    assert time.process_time() - started < 5
