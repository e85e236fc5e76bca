"""A change of what runs before a commit: hooks that no longer check are an effect."""

from __future__ import annotations

import json

import pytest
from editing_guards import details, edit, weakened

from guardrail.model import Confidence

PRE_COMMIT = """\
repos:
  - repo: https://example.org/repo-guardrail
    rev: v1.0.0
    hooks:
      - id: guardrail
        name: ours
"""


class TestPreCommit:
    """`.pre-commit-config.yaml`."""

    @pytest.mark.parametrize(
        ("old", "new", "detail"),
        [
            ("id: guardrail", "id: tidy", "the hook guardrail is removed"),
            ("example.org", "evil.example", "the hook guardrail comes from another repository"),
            ("name: ours", "entry: 'true'", "the hook guardrail runs something else"),
            ("name: ours", "entry: guardrail hook pre-commit || true", "no longer fails"),
            ("name: ours", "exclude: ^db/", "looks at fewer files (exclude)"),
            ("name: ours", "stages: [manual]", "no longer runs before a commit (manual)"),
            ("name: ours", "always_run: false", "no longer runs on every commit"),
            ("name: ours", "args: [--ignore, dropped-table]", "is told to let more pass"),
            ("repos:", "exclude: ^db/\nrepos:", "every hook looks at fewer files (exclude)"),
            ("repos:", "default_stages: [pre-push]\nrepos:", "no longer run before a commit"),
            ("repos:", "ci: {skip: [guardrail]}\nrepos:", "is skipped in CI"),
        ],
    )
    def test_each_way_to_take_it_away(self, old: str, new: str, detail: str) -> None:
        found = details(edit(".pre-commit-config.yaml", PRE_COMMIT, PRE_COMMIT.replace(old, new)))
        assert len(found) == 1
        assert detail in found[0]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("v1.0.0", "v2.0.0"),
            ("name: ours", "name: theirs"),
            ("name: ours", "verbose: true"),
            ("repos:", "# why\nrepos:\n  - repo: local\n    hooks: [{id: tidy}]\n"),
            ("name: ours", "stages: [pre-commit, pre-push]"),
        ],
    )
    def test_what_takes_nothing_away_is_silent(self, old: str, new: str) -> None:
        after = PRE_COMMIT.replace(old, new)
        assert details(edit(".pre-commit-config.yaml", PRE_COMMIT, after)) == []

    def test_deleting_the_file_is_sure_only_where_we_were_in_it(self) -> None:
        (ours,) = weakened(edit(".pre-commit-config.yaml", PRE_COMMIT, None))
        (other,) = weakened(edit(".pre-commit-config.yaml", "repos: []\n", None))
        assert (ours.confidence, other.confidence) == (Confidence.HIGH, Confidence.MEDIUM)

    def test_a_hook_behind_an_alias_is_seen(self) -> None:
        before = "x: &h {id: guardrail}\nrepos: [{repo: local, hooks: [*h]}]\n"
        after = "x: &h {id: guardrail, stages: [manual]}\nrepos: [{repo: local, hooks: [*h]}]\n"
        assert len(details(edit(".pre-commit-config.yaml", before, after))) == 1


class TestScripts:
    """Scripts of hooks in the tree."""

    @pytest.mark.parametrize(
        "after",
        [
            "npm test\n",
            "guardrail hook pre-commit || true\n",
            "guardrail hook pre-commit ; exit 0\n",
            "guardrail hook pre-commit &\n",
            "# guardrail hook pre-commit\n",
            "exit 0\nguardrail hook pre-commit\n",
            "set +e\nguardrail hook pre-commit\nnpm test\n",
        ],
    )
    def test_each_way_to_silence_it(self, after: str) -> None:
        for path in (".husky/pre-commit", ".githooks/pre-commit", "tools/hooks/pre-commit"):
            assert len(details(edit(path, "guardrail hook pre-commit\n", after))) == 1

    @pytest.mark.parametrize(
        "after",
        [
            "npm test\nguardrail hook pre-commit\n",
            "guardrail hook pre-commit --\n",
            "if [ x ]; then\n  exit 0\nfi\nguardrail hook pre-commit\n",
            "guardrail hook pre-commit\nnpm test || true\n",
        ],
    )
    def test_what_leaves_it_running_is_silent(self, after: str) -> None:
        assert details(edit(".husky/pre-commit", "guardrail hook pre-commit\n", after)) == []

    def test_the_executable_bit(self) -> None:
        text = "guardrail hook pre-commit\n"
        lost = edit(".githooks/pre-commit", text, text, modes=(0o100755, 0o100644))
        kept = edit(".githooks/pre-commit", text, text, modes=(0o100644, 0o100755))
        assert details(lost) == ["a git hook is no longer executable"]
        assert details(kept) == []


LEFTHOOK = "pre-commit:\n  commands:\n    guard:\n      run: guardrail hook pre-commit\n"


class TestLefthook:
    """`lefthook.yml` and its kin."""

    @pytest.mark.parametrize(
        "after",
        [
            LEFTHOOK.replace("guardrail hook pre-commit", "true"),
            LEFTHOOK.replace("pre-commit\n", "pre-commit || true\n"),
            LEFTHOOK + "      skip: true\n",
            LEFTHOOK + "      glob: '*.rb'\n",
            LEFTHOOK + "  skip: true\n",
        ],
    )
    def test_each_way_to_silence_it(self, after: str) -> None:
        assert len(details(edit("lefthook.yml", LEFTHOOK, after))) == 1

    def test_other_commands_come_and_go(self) -> None:
        assert details(edit("lefthook.yml", LEFTHOOK, LEFTHOOK + "    x: {run: npm test}\n")) == []

    def test_other_formats(self) -> None:
        before = '{"pre-commit": {"jobs": [{"run": "guardrail hook pre-commit"}]}}'
        assert len(details(edit("lefthook.json", before, "{}"))) == 1
        toml = "[pre-commit.commands.guard]\nrun = 'guardrail hook pre-commit'\n"
        assert len(details(edit("lefthook.toml", toml, ""))) == 1


class TestPackageJson:
    """Hooks that live in `package.json`."""

    def test_what_is_taken_away(self) -> None:
        before = json.dumps({"husky": {"hooks": {"pre-commit": "guardrail hook pre-commit"}}})
        assert len(details(edit("package.json", before, "{}"))) == 1
        before = json.dumps({"scripts": {"prepare": "husky install"}})
        assert len(details(edit("package.json", before, "{}"))) == 1

    def test_other_scripts_come_and_go(self) -> None:
        before = json.dumps({"scripts": {"prepare": "husky", "test": "jest"}})
        after = json.dumps({"scripts": {"prepare": "husky && tsc"}})
        assert details(edit("package.json", before, after)) == []
