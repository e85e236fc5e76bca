"""Branches, stashes and pushes of pygit2, dulwich and GitPython."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CredentialUse, HistoryChange
from guardrail.effects.guarding import is_withheld
from guardrail.engine.extract import extract
from guardrail.knowledge.python import git_branches
from guardrail.knowledge.python.rows import ChangesHistory
from guardrail.model import Source
from guardrail.settings import Settings

ROWS = [row for row in git_branches.ROWS if isinstance(row, ChangesHistory)]


def lost(code: str) -> list[HistoryChange]:
    """What a program loses of a project's history."""
    return [one for one in items(code) if isinstance(one, HistoryChange)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.names[0]} {row.action}")
def test_an_example_loses_what_its_row_says_and_its_twin_nothing(row: ChangesHistory) -> None:
    assert row.action in [one.action for one in lost(row.example)]
    assert lost(row.twin) == []


OPENED = """
import pygit2

repo = pygit2.Repository(".")
main = repo.branches.local["main"]

def contained(branch):
    return branch.target == main.target or repo.descendant_of(main.target, branch.target)

for name in list(repo.branches.local):
    branch = repo.branches.local[name]
"""


@pytest.mark.parametrize(
    ("body", "held"),
    [
        ("branch.delete()", False),
        ("state = contained(branch)\n    branch.delete()", False),
        ("if name.startswith('maint/'):\n        continue\n    branch.delete()", False),
        ("if contained(branch):\n        branch.delete()", True),
        ("if not contained(branch):\n        continue\n    branch.delete()", True),
        ("if contained(branch):\n        continue\n    branch.delete()", False),
        ("if repo.descendant_of(main.target, branch.target):\n        branch.delete()", True),
        ("if branch.target == main.target:\n        branch.delete()", True),
        ("if branch.target != main.target:\n        branch.delete()", False),
    ],
)
def test_branches_are_picked_whose_commits_another_has(body: str, held: bool) -> None:
    (found,) = lost(f"{OPENED}    {body}\n")
    assert is_withheld(found.guards) is held


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("porcelain.add(repo, paths=['.env'])", True),
        ("porcelain.add(repo, paths=[str(root / name) for name in [*files, '.env']])", True),
        ("porcelain.add(repo, [root / '.env', root / 'README.md'])", True),
        ("git.Repo('.').index.add(['.env'])", True),
        ("git.Repo('.').git.add('.env', force=True)", True),
        ("pygit2.Repository('.').index.add('.env')", True),
        (
            "porcelain.add(repo, paths=[str(root / name) for name in [*files, '.env.example']])",
            False,
        ),
        ("git.Repo('.').index.add(['README.md'])", False),
        ("git.Repo('.').index.remove(['.env'])", False),
        ("found.add('.env')", False),
    ],
)
def test_secrets_are_told_that_a_library_adds(line: str, told: bool) -> None:
    code = f"import git, pygit2\nfrom dulwich import porcelain\n{line}\n"
    found = extract(Source("tools/seed.py", "python", code), Settings())
    assert any(isinstance(one, CredentialUse) for one in found) is told


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("name.startswith('refs/heads/')", False),
        ("name.startswith(BRANCHES)", False),
        ("name.startswith('refs/ci-scratch/')", True),
        ("name.startswith('refs/heads/ci-')", True),
    ],
)
def test_the_references_that_are_branches_are_all_of_them(asked: str, held: bool) -> None:
    head = "import pygit2\nBRANCHES = 'refs/heads/'\nrepo = pygit2.Repository('.')\n"
    loop = f"for name in [name for name in repo.references if {asked}]:\n"
    (found,) = lost(f"{head}{loop}    repo.references.delete(name)\n")
    assert is_withheld(found.guards) is held


PUBLISHED = """
from dulwich import porcelain

class Publisher:
    branch = "gh-pages"
    options = {"force": True}

    def publish(self, repo, head, remote):
        porcelain.push(repo, remote, [CHANGE], **self.options)
"""


@pytest.mark.parametrize(
    ("refspec", "target"),
    [
        ("f'HEAD:refs/heads/{self.branch}'", "refs/heads/gh-pages"),
        ("b'refs/heads/' + head + b':refs/heads/main'", "refs/heads/main"),
        ("'+main:main', b'+x:refs/heads/docs'", "main, refs/heads/docs"),
        ("f'HEAD:{head}'", ""),
    ],
)
def test_the_branches_are_known_that_a_list_of_refspecs_reaches(refspec: str, target: str) -> None:
    (found, *_) = lost(PUBLISHED.replace("CHANGE", refspec))
    assert (found.action, found.target) == ("push --force", target)


SWEPT = """
from dulwich import porcelain
from dulwich.repo import Repo

def sweep(repo: Repo, head):
    merged = {entry.commit.id for entry in repo.get_walker(include=[head])}
    for name, sha in repo.refs.as_dict(b"refs/remotes/origin").items():
        if name == b"main":
            continue
        CHECK
            porcelain.push(repo, "origin", [b":refs/heads/" + name])
"""


@pytest.mark.parametrize(
    ("check", "held"), [("if sha in merged:", True), ("if sha:", False), ("if True:", False)]
)
def test_refspecs_with_nothing_before_their_colon_delete(check: str, held: bool) -> None:
    (found,) = lost(SWEPT.replace("CHECK", check))
    assert found.action == "push --delete"
    assert is_withheld(found.guards) is held
