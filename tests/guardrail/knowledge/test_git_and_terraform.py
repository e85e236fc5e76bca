"""What command lines of git and terraform lose, read through the shell as they are written."""

import pytest

from guardrail.effects import Effect, GuardChange, HistoryChange, ResourceChange
from guardrail.engine.extract import extract
from guardrail.model import Source
from guardrail.settings import Settings


def effects(line: str) -> list[Effect]:
    """The effects of a command line."""
    facts = extract(Source("a.sh", "shell", line), Settings())
    return [fact for fact in facts if isinstance(fact, Effect)]


@pytest.mark.parametrize(
    ("line", "action", "target"),
    [
        ("git push --force origin main", "push --force", "main"),
        ("git push -uf origin main", "push --force", "main"),
        ("git push origin +main", "push --force", "main"),
        ("git push origin +HEAD:main", "push --force", "main"),
        ("git push origin :old", "push --delete", "old"),
        ("git push -d origin old", "push --delete", "old"),
        ("git push --mirror backup", "push --mirror", "every branch"),
        ("git push --force-with-lease=main origin main", "push --force-with-lease", "main"),
        ("git -C repo --no-pager reset --hard HEAD~1", "reset --hard", "HEAD~1"),
        ("git clean -fdx", "clean -fdx", ""),
        ("git clean -d --force src", "clean -fd", "src"),
        ("git checkout -- src/a.py", "checkout --", "src/a.py"),
        ("git checkout .", "checkout --", "."),
        ("git switch --discard-changes main", "checkout --force", ""),
        ("git restore .", "restore", "."),
        ("git restore -SW a.py", "restore", "a.py"),
        ("git stash drop", "stash drop", ""),
        ("git branch --delete --force old", "branch -D", "old"),
        ("git reflog expire --expire=now --all", "reflog expire", ""),
        ("git gc --prune=now", "gc --prune=now", ""),
        ("git filter-branch --tree-filter 'rm -f a' HEAD", "filter-branch", ""),
    ],
)
def test_it_loses_work_or_history(line: str, action: str, target: str) -> None:
    found = [effect for effect in effects(line) if isinstance(effect, HistoryChange)]
    assert [(effect.action, effect.target) for effect in found] == [(action, target)]


@pytest.mark.parametrize(
    "line",
    [
        "git push origin main",
        "git push -n --force origin main",
        "git reset --soft HEAD~1",
        "git clean -nfd",
        "git clean -d",
        "git checkout main",
        "git checkout -p -- a.py",
        "git restore --staged a.py",
        "git stash push",
        "git branch -d merged",
        "git reflog expire --expire=90.days.ago --all",
        "git gc",
        "git commit -m '--no-verify' -m 'push --force'",
        "git --version push --force",
        "git log --all -- push",
        "git",
    ],
)
def test_its_twin_loses_nothing(line: str) -> None:
    assert effects(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "git commit --no-verify -m x",
        "git commit -nm x",
        "git push --no-verify",
        "git -c core.hooksPath=/dev/null commit -m x",
    ],
)
def test_it_skips_the_hooks(line: str) -> None:
    assert [effect.guard for effect in effects(line) if isinstance(effect, GuardChange)] == [
        "git hooks"
    ]


def test_an_alias_that_runs_a_command_is_followed() -> None:
    found = effects("git -c alias.x='!git push --force origin main' x")
    assert [type(effect) for effect in found] == [HistoryChange]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("terraform destroy", True),
        ("terraform -chdir=prod destroy -auto-approve", False),
        ("tofu apply -destroy -auto-approve", False),
    ],
)
def test_terraform_destroys(line: str, asked: bool) -> None:
    found = [effect for effect in effects(line) if isinstance(effect, ResourceChange)]
    assert [bool(effect.guards) for effect in found] == [asked]
    assert [bool(effect.protections) for effect in found] == [not asked]


def test_terraform_destroys_what_is_named() -> None:
    found = effects("terraform destroy -target aws_db_instance.main -auto-approve")
    assert [getattr(effect, "id", "") for effect in found] == ["aws_db_instance.main"]


@pytest.mark.parametrize("line", ["terraform plan -destroy", "terraform apply", "terraform"])
def test_terraform_plans_and_builds(line: str) -> None:
    assert effects(line) == []
