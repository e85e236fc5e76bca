"""A change that weakens a guard is an effect; one that strengthens it, or leaves it, is none."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.effects import GuardChange
from guardrail.frontends.change import concerns, read
from guardrail.frontends.change.guards import LOOKS, folded, look_at
from guardrail.model import ChangeKind, Confidence, FileEdit, Source
from guardrail.settings import Settings


def edit(
    path: str,
    before: str | None,
    after: str | None,
    *,
    old_path: str = "",
    modes: tuple[int, int] = (0o100644, 0o100644),
) -> FileEdit:
    if before is None:
        kind = ChangeKind.ADDED
    elif after is None:
        kind = ChangeKind.DELETED
    elif old_path:
        kind = ChangeKind.RENAMED
    else:
        kind = ChangeKind.MODE if before == after else ChangeKind.EDITED
    return FileEdit(kind, path, old_path or path, before, after, *modes)


def weakened(change: FileEdit) -> list[GuardChange]:
    source = Source(change.path, "change", change.after or "", edit=change)
    return [item for item in read(source, Settings()) if isinstance(item, GuardChange)]


def details(change: FileEdit) -> list[str]:
    return [effect.detail for effect in weakened(change)]


def shown(change: FileEdit) -> list[str]:
    """The new text that each effect points at."""
    text = change.after or ""
    return [text[effect.span.start : effect.span.end] for effect in weakened(change)]


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


WORKFLOW = """\
on:
  pull_request:
  push:
    branches: [main]
jobs:
  guard:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: judge
        run: |
          pip install repo-guardrail
          guardrail ci --base origin/main
"""


class TestWorkflow:
    """GitHub's workflows."""

    @pytest.mark.parametrize(
        ("old", "new", "detail"),
        [
            ("guardrail ci --base origin/main", "true", "a step that runs the check is removed"),
            ("origin/main", "origin/main || true", "a failed check no longer fails the step"),
            ("origin/main", "origin/main || echo ok", "a failed check no longer fails the step"),
            ("name: judge", "name: judge\n        continue-on-error: true", "step may fail"),
            ("runs-on", "continue-on-error: true\n    runs-on", "job may fail without"),
            ("name: judge", "name: judge\n        if: false", "step never runs (if: false)"),
            ("runs-on", "if: ${{ false }}\n    runs-on", "job never runs (if: false)"),
            ("runs-on", "if: github.actor != 'bot'\n    runs-on", "job runs under a new condition"),
            ("  pull_request:\n", "", "no longer runs on pull_request"),
            ("  pull_request:\n", "  pull_request: {paths: [src/**]}\n", "runs on fewer changes"),
            ("[main]", "[release]", "runs on fewer changes (push: branches)"),
        ],
    )
    def test_each_way_to_disable_it(self, old: str, new: str, detail: str) -> None:
        after = WORKFLOW.replace(old, new)
        found = details(edit(".github/workflows/g.yml", WORKFLOW, after))
        assert len(found) == 1, found
        assert detail in found[0]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("checkout@v4", "checkout@v5"),
            ("ubuntu-latest", "ubuntu-24.04"),
            ("[main]", "[main, release]"),
            ("name: judge", "name: check"),
            ("--base origin/main", "--base origin/main --format sarif:x.sarif"),
            ("name: judge", "name: judge\n        if: always()"),
            ("  pull_request:\n", "  pull_request:\n  merge_group:\n"),
            ("      - name", "      - run: pytest || true\n      - name"),
        ],
    )
    def test_what_leaves_it_deciding_is_silent(self, old: str, new: str) -> None:
        after = WORKFLOW.replace(old, new)
        assert details(edit(".github/workflows/g.yml", WORKFLOW, after)) == []

    def test_an_action_is_a_step_too(self) -> None:
        before = "on: push\njobs: {g: {steps: [{uses: example/repo-guardrail@v1}]}}\n"
        path = ".github/workflows/g.yml"
        assert details(edit(path, before, before.replace("@v1", "@v2"))) == []
        assert len(details(edit(path, before, before.replace("example", "evil")))) == 1
        assert len(details(edit(path, before, None))) == 1

    def test_a_workflow_that_never_ran_it_is_none_of_our_business(self) -> None:
        before = "on: push\njobs: {t: {steps: [{run: pytest}]}}\n"
        assert details(edit(".github/workflows/t.yml", before, None)) == []

    def test_the_place_is_the_line_that_excuses(self) -> None:
        after = WORKFLOW.replace("origin/main", "origin/main || true")
        found = shown(edit(".github/workflows/g.yml", WORKFLOW, after))
        assert found == ["guardrail ci --base origin/main || true"]


class TestOtherPipelines:
    """GitLab and the rest."""

    BEFORE = "guard:\n  stage: test\n  script:\n    - pip install x\n    - guardrail ci\n"

    @pytest.mark.parametrize(
        "after",
        [
            BEFORE.replace("guardrail ci", "true"),
            BEFORE.replace("guardrail ci", "guardrail ci || true"),
            BEFORE + "  allow_failure: true\n",
            BEFORE + "  when: manual\n",
            BEFORE + "  rules: [{when: never}]\n",
            None,
        ],
    )
    def test_each_way_to_disable_it(self, after: str | None) -> None:
        assert len(details(edit(".gitlab-ci.yml", self.BEFORE, after))) == 1

    def test_other_jobs_may_do_as_they_like(self) -> None:
        after = self.BEFORE + "other:\n  script: [x || true]\n  allow_failure: true\n"
        assert details(edit(".gitlab-ci.yml", self.BEFORE, after)) == []


def claude(**settings: object) -> str:
    return json.dumps(settings, indent=1)


HOOKED = {
    "PreToolUse": [{"matcher": "Bash|Write", "hooks": [{"command": "guardrail agent"}]}],
    "PostToolUse": [{"hooks": [{"command": "prettier"}]}],
}


class TestAgents:
    """Settings of coding agents."""

    @pytest.mark.parametrize(
        ("before", "after", "detail"),
        [
            (claude(hooks=HOOKED), claude(), "the check no longer runs"),
            (claude(hooks=HOOKED), None, "the file is deleted: the check no longer runs"),
            (claude(), claude(disableAllHooks=True), "every hook of the agent is switched off"),
            (
                claude(hooks=HOOKED),
                claude(hooks=HOOKED).replace("Bash|Write", "Write"),
                "the check sees fewer of the agent's tools",
            ),
            (
                claude(hooks={"PreToolUse": [{"hooks": [{"command": "other-guard"}]}]}),
                claude(hooks={}),
                "a hook is removed (PreToolUse)",
            ),
            (
                claude(permissions={"deny": ["Read(.env)"]}),
                claude(permissions={}),
                "Read(.env) is no longer refused",
            ),
            (
                claude(permissions={"ask": ["Bash(git push:*)"]}),
                claude(permissions={"ask": []}),
                "Bash(git push:*) is no longer asked about",
            ),
            (claude(), claude(permissions={"allow": ["Bash"]}), "Bash is allowed without asking"),
            (claude(sandbox={"enabled": True}), claude(), "the agent's sandbox is switched off"),
            (claude(), claude(enableAllProjectMcpServers=True), "every MCP server"),
            (
                claude(),
                claude(permissions={"additionalDirectories": ["/"]}),
                "the agent may work in all of /",
            ),
        ],
    )
    def test_each_way_to_disarm_or_widen(self, before: str, after: str | None, detail: str) -> None:
        (found,) = details(edit(".claude/settings.json", before, after))
        assert found.startswith(detail)

    @pytest.mark.parametrize(
        "permission",
        ["Bash", "Bash(*)", "Bash(:*)", "*", "Write", "Bash(rm:*)", "Bash(psql -c:*)", "mcp__*",
         "Bash(git push --force)", "Bash(python:*)", "Bash(sudo apt)", "Bash(terraform destroy)"],
    )  # fmt: skip
    def test_broad_permissions(self, permission: str) -> None:
        after = claude(permissions={"allow": [permission]})
        assert len(details(edit(".claude/settings.local.json", None, after))) == 1

    @pytest.mark.parametrize(
        "permission",
        ["Bash(npm test)", "Bash(npm run build:*)", "Bash(git status)", "Bash(git diff:*)",
         "Bash(python manage.py test:*)", "Bash(pytest:*)", "Bash(ls:*)", "Read(src/**)",
         "WebFetch(domain:docs.python.org)", "mcp__github__get_issue", "Edit(src/**)"],
    )  # fmt: skip
    def test_narrow_permissions(self, permission: str) -> None:
        after = claude(permissions={"allow": [permission]})
        assert details(edit(".claude/settings.local.json", None, after)) == []

    @pytest.mark.parametrize(
        ("path", "before", "after"),
        [
            (".codex/config.toml", "", "approval_policy = 'never'\n"),
            (".codex/config.toml", "", "[features]\nhooks = false\n"),
            (".gemini/settings.json", "{}", '{"hooksConfig": {"enabled": false}}'),
            (".gemini/settings.json", '{"tools": {"exclude": ["x"]}}', "{}"),
            (".cursor/hooks.json", '{"hooks": {"beforeMCPExecution": [{"command": "g"}]}}', "{}"),
            (".cursor/cli.json", "{}", '{"permissions": {"allow": ["Shell(rm)"]}}'),
            ("opencode.json", "{}", '{"permission": {"bash": "allow"}}'),
            (".vscode/settings.json", "// c\n{}", '{"chat.tools.autoApprove": true,}'),
            (
                ".mcp.json",
                '{"mcpServers": {"db": {"command": "guardrail", "args": ["mcp", "--", "db"]}}}',
                '{"mcpServers": {"db": {"command": "db"}}}',
            ),
            (".mcp.json", "{}", '{"mcpServers": {"db": {"command": "db", "autoApprove": ["*"]}}}'),
        ],
    )
    def test_other_agents(self, path: str, before: str, after: str) -> None:
        assert len(details(edit(path, before, after))) == 1

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (claude(hooks={}), claude(hooks=HOOKED)),
            (claude(hooks=HOOKED), claude(hooks={**HOOKED, "PostToolUse": []})),
            (claude(hooks=HOOKED), claude(hooks=HOOKED).replace("guardrail agent", "guardrail a")),
            (claude(hooks=HOOKED), claude(hooks=HOOKED).replace("Bash|Write", "Bash|Write|Edit")),
            (claude(hooks=HOOKED), claude(hooks=HOOKED).replace("Bash|Write", "*")),
            (claude(disableAllHooks=True), claude(disableAllHooks=False)),
            (claude(model="a"), claude(model="b")),
            (claude(env={"A": "1"}), None),
        ],
    )
    def test_what_takes_nothing_away_is_silent(self, before: str, after: str | None) -> None:
        assert details(edit(".claude/settings.json", before, after)) == []

    def test_settings_that_break_fail_silently_in_the_agent_so_they_are_told(self) -> None:
        assert len(details(edit(".claude/settings.json", claude(hooks=HOOKED), "{"))) == 1


class TestOwners:
    """CODEOWNERS."""

    @pytest.mark.parametrize(
        ("before", "after", "sure"),
        [
            ("/docs/ @ada\n", "", Confidence.MEDIUM),
            ("/.github/ @ada\n", "", Confidence.HIGH),
            ("* @ada\n", "*\n", Confidence.HIGH),
            ("* @ada\n", "* @ada\n/db/migrations/\n", Confidence.HIGH),
            ("* @ada\n", None, Confidence.HIGH),
        ],
    )
    def test_patterns_that_lose_their_owner(
        self, before: str, after: str | None, sure: Confidence
    ) -> None:
        (found,) = weakened(edit(".github/CODEOWNERS", before, after))
        assert found.confidence is sure

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("/a/ @ada\n", "/a/   @bob # why\n"),
            ("# note\n/a/ @ada\n", "/a/ @ada\n/b/ @bob\n"),
            ("[Section]\n/a/ @ada\n", "/a/ @ada\n"),
            ("", "/a/\n"),
        ],
    )
    def test_other_changes(self, before: str, after: str) -> None:
        assert weakened(edit("CODEOWNERS", before, after)) == []


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
