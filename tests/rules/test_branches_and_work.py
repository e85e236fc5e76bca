"""Branches and tags that are moved, and work in a checkout that is thrown away."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python, shell
from guardrail.model import Level


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("git push -f --tags", Level.WARNING),
        ("git push origin -f --tags", Level.WARNING),
        ("git push -f origin v2", Level.WARNING),
        ("git push -f origin refs/tags/latest", Level.WARNING),
        ("git push -f --tags origin main", Level.ERROR),
        ("git push -f origin release-v2", Level.ERROR),
    ],
)
def test_no_commit_is_lost_with_a_tag_that_moves(command: str, expected: Level) -> None:
    assert level("forced-push", shell(command)) is expected


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ("git push -f origin update", Level.WARNING),
        ("git push -f origin gh-pages", Level.INFO),
        ("git push -f origin HEAD:refs/heads/docs-site", Level.INFO),
        ("git push origin --delete gh-pages", Level.WARNING),
        ("git push origin --delete bot/update", Level.WARNING),
        ("git push -f origin release/1.2", Level.ERROR),
        ("git push -f origin stable-7.x", Level.ERROR),
        ("git push -f origin team/main", Level.ERROR),
        ("git push -f origin HEAD", Level.ERROR),
        ('git push -f origin "$BRANCH"', Level.ERROR),
        ('git checkout -B "$BRANCH"\ngit push -f origin "$BRANCH"', Level.WARNING),
        ("git switch -c update\ngit push -f", Level.WARNING),
        ('git tag -f "$T" "$COMMIT"\ngit push -f origin "$T"', Level.WARNING),
        ('git tag "$T"\ngit push -f origin "$B"', Level.ERROR),
        ("git tag -f v1-lts\ngit push -f origin main", Level.ERROR),
        ("git checkout -B main\ngit push -f", Level.ERROR),
        ("git checkout -b update\ngit push -f origin HEAD:main", Level.ERROR),
        ("git push -f\ngit checkout -b update", Level.ERROR),
        ('git push origin --delete "$B"', Level.WARNING),
        ("git push origin --delete main", Level.ERROR),
        ("git push origin :main", Level.ERROR),
        ("git push -f origin gh-pages main", Level.ERROR),
    ],
)
def test_a_branch_that_is_the_programs_own_is_no_error(commands: str, expected: Level) -> None:
    assert level("forced-push", shell(commands)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("git push --force-with-lease origin ci/docs", Level.INFO),
        ("git push --force-with-lease origin HEAD:main", Level.ERROR),
        ("git push --force-with-lease", Level.WARNING),
        ("git push --force origin ci/docs", Level.WARNING),
        ("git push --force origin staging", Level.ERROR),
    ],
)
def test_a_lease_on_a_branch_that_is_named_and_not_shared_is_what_is_advised(
    text: str, expected: Level
) -> None:
    assert level("forced-push", shell(text)) is expected


THROWN_AWAY = """\
import subprocess
import git

def dirty():
    return subprocess.run(["git", "status", "--porcelain"], capture_output=True).stdout

def update(repo: git.Repo, force=False):
    {before}
    {done}
"""


@pytest.mark.parametrize(
    "done", ['repo.git.reset("--hard")', 'subprocess.run(["git", "reset", "--hard"], check=True)']
)
@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("repo.remotes.origin.fetch()", Level.WARNING),
        ("if repo.is_dirty():\n        raise ValueError('local changes')", Level.INFO),
        ("if dirty():\n        return", Level.INFO),
        ("ensure_clean(repo)", Level.INFO),
        ("if repo.bare:\n        return", Level.WARNING),
    ],
)
def test_work_is_looked_for_before_it_is_thrown_away(
    before: str, done: str, expected: Level
) -> None:
    code = THROWN_AWAY.format(before=before, done=done)
    assert level("discarded-work", python(code)) is expected


CLONES = """\
import tempfile
import git

def pristine(repo, release):
    repo.git.reset("--hard", release)
    repo.git.clean("-ffdx")

def update(release):
    with tempfile.TemporaryDirectory() as folder:
        pristine({made}, release)
{more}
"""


@pytest.mark.parametrize(
    ("made", "more", "expected"),
    [
        ("git.Repo.clone_from(URL, folder)", "", Level.INFO),
        ("git.Repo('/home/operator/calibration')", "", Level.WARNING),
        ("git.Repo.clone_from(URL, folder)", "pristine(git.Repo('.'), 'main')", Level.WARNING),
    ],
)
def test_in_a_clone_of_its_own_a_program_loses_no_work(
    made: str, more: str, expected: Level
) -> None:
    assert level("discarded-work", python(CLONES.format(made=made, more=more))) is expected


JANITOR = """import time
import git

repo = git.Repo("/srv/shop")
trunk = repo.heads.main.commit
for ref in repo.remotes.origin.refs:
    old = time.time() - ref.commit.committed_date > 60 * 86400
    merged = repo.is_ancestor(ref.commit, trunk)
    if {}:
        repo.remotes.origin.push(refspec=f":{{ref.remote_head}}")
"""


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("old", Level.ERROR),
        ("old or merged", Level.ERROR),
        ("ref.commit.committed_date < CUTOFF", Level.WARNING),
        ("merged", Level.INFO),
        ("old and merged", Level.INFO),
    ],
)
def test_a_branch_that_is_old_may_hold_what_nobody_has_merged(asked: str, expected: Level) -> None:
    assert level("forced-push", python(JANITOR.format(asked))) is expected
