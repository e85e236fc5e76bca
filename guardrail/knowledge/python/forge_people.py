"""PyGithub: people, teams, environments and runners removed, repositories handed to others.

Source: PyGithub 2.10 itself (`Repository`, `Organization`, `Team`, `WorkflowRun`, `Artifact`) and
GitHub's documentation ("transferring a repository", "removing a member from your organization":
their private forks go, too).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind
from guardrail.knowledge.python.rows import FIRST, Row

_OWNER, _REPO = "github owner", "github repository"
_BESIDE = ("github",)
_START = "from github import Github\ngh = Github()\n"

KINDS: tuple[Kind, ...] = (
    Gives(kind=_OWNER, member="get_members()", gives="github members"),
    Gives(kind="github members", member="for []", gives="github member"),
    Gives(kind=_OWNER, member="get_team()", gives="github team", named=FIRST),
    Gives(kind=_REPO, member="get_workflow_runs()", gives="github runs"),
    Gives(kind="github runs", member="for []", gives="github run"),
    Gives(kind=_REPO, member="get_workflow_run()", gives="github run", named=FIRST),
    Gives(kind=_REPO, member="get_artifacts()", gives="github artifacts"),
    Gives(kind="github artifacts", member="for []", gives="github artifact"),
    Gives(kind=_REPO, member="get_artifact()", gives="github artifact", named=FIRST),
)

_OWNERS = "gh.get_organization('acme')"
_REPOSITORY = "gh.get_repo('acme/shop')"
_REMOVED: tuple[tuple[str, str, str, str, bool], ...] = (
    (_OWNER, "remove_from_members", "member", _OWNERS, False),
    (_OWNER, "remove_from_membership", "member", _OWNERS, False),
    (_OWNER, "delete_self_hosted_runner", "runner", _OWNERS, True),
    (_REPO, "remove_self_hosted_runner", "runner", _REPOSITORY, True),
    (_REPO, "delete_environment", "environment with its secrets", _REPOSITORY, False),
    (_REPO, "delete_secret", "secret", _REPOSITORY, True),
)
"""What it is called on, the method, what goes, how it is come to, whether it is made anew."""


def _removed(kind: str, method: str, what: str, reached: str, again: bool) -> ChangesObject:
    return ChangesObject(
        names=(f".{method}",),
        on=(kind,),
        what=what,
        store="github",
        target=FIRST,
        recoverable=Recoverable.YES if again else Recoverable.NO,
        beside=_BESIDE,
        example=f"{_START}{reached}.{method}('ops')",
        twin=f"{_START}{reached}.get('ops')",
    )


ROWS: tuple[Row, ...] = (
    *(_removed(*one) for one in _REMOVED),
    *(
        ChangesObject(
            names=(".delete",),
            on=(f"github {part}",),
            what=what,
            store="github",
            recoverable=Recoverable.YES if part == "artifact" else Recoverable.NO,
            beside=_BESIDE,
            example=f"{_START}for one in {_REPOSITORY}.{listing}():\n    one.delete()",
            twin=f"{_START}for one in {_REPOSITORY}.{listing}():\n    print(one)",
        )
        for part, listing, what in (
            ("run", "get_workflow_runs", "record of a run"),
            ("artifact", "get_artifacts", "artifact"),
        )
    ),
    ChangesObject(
        names=(".transfer_ownership",),
        on=(_REPO,),
        what="repository, which is another's then",
        verb=Verb.ALTER,
        store="github",
        target="",
        protections=(("-", "-", "its owner"),),
        beside=_BESIDE,
        example=f"{_START}{_REPOSITORY}.transfer_ownership('somebody')",
        twin=f"{_START}{_REPOSITORY}.get_collaborators()",
    ),
)
