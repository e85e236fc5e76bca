"""PyGithub and python-gitlab: what guards branches and projects, loosened or taken away.

Source: the references of PyGithub 2 (`Branch.edit_protection` and its relatives, `Repository`) and
python-gitlab 8 (`protectedbranches`, `approvalrules`, `pushrules`, attributes of projects), and the
REST references of GitHub ("Update branch protection") and GitLab ("Protected branches").
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind
from guardrail.knowledge.python.rows import Argument, Row

_BRANCH, _REPO, _PROJECT = "github branch", "github repository", "gitlab project"
_GITHUB = "from github import Github\nrepo = Github().get_repo('acme/shop')\n"
_GITLAB = "import gitlab\nproject = gitlab.Gitlab('https://git.acme.io').projects.get(7)\n"

_OF_BRANCHES = (
    ("edit_protection", "enforce_admins.", "False", "its rules for administrators"),
    ("edit_protection", "allow_force_pushes.", "True", "the ban of force pushes"),
    ("edit_protection", "allow_deletions.", "True", "the ban of deletions"),
    ("edit_protection", "required_approving_review_count.", "0", "approving reviews"),
    ("edit_required_pull_request_reviews", "required_approving_review_count.", "0", "reviews"),
)
_WITHOUT = (
    ("remove_required_status_checks", "required checks", "get_required_status_checks"),
    ("remove_admin_enforcement", "its rules for administrators", "get_admin_enforcement"),
    ("remove_push_restrictions", "who may push", "get_user_push_restrictions"),
    ("remove_required_signatures", "required signatures", "get_required_signatures"),
    ("set_allow_deletions", "the ban of deletions", "get_allow_deletions"),
)
_OF_REPOSITORIES = (
    ("disable_vulnerability_alert", "vulnerability alerts", "enable_vulnerability_alert"),
    (
        "disable_automated_security_fixes",
        "automated security fixes",
        "enable_automated_security_fixes",
    ),
)
_RULES = (
    ("protectedbranches", "gitlab protected branches", "branch", "its protection"),
    ("protectedtags", "gitlab protected tags", "tag", "its protection"),
    ("approvalrules", "gitlab approval rules", "project", "an approval rule"),
    ("pushrules", "gitlab push rules", "project", "its push rules"),
    (
        "protected_environments",
        "gitlab protected environments",
        "environment",
        "its protection",
    ),
)
_SAVED = (
    ("only_allow_merge_if_pipeline_succeeds", "False", "True", "the passing pipeline"),
    ("only_allow_merge_if_all_discussions_are_resolved", "False", "True", "resolved threads"),
    ("approvals_before_merge", "0", "2", "approvals"),
)

_APPROVALS: tuple[Kind, ...] = (
    Gives(kind=_PROJECT, member="approvals", gives="gitlab approvals of a project"),
    Gives(kind="gitlab approvals of a project", member="get()", gives="gitlab approvals"),
)
KINDS: tuple[Kind, ...] = _APPROVALS + tuple(
    kind
    for member, several, _, _ in _RULES
    for kind in (
        Gives(kind=_PROJECT, member=member, gives=several),
        Gives(kind=several, member="get()", gives=f"{several} one"),
        *(
            ()
            if member == "pushrules"
            else (Gives(kind=several, member="list()", gives=f"{several} listed"),)
        ),
        Gives(kind=f"{several} listed", member="for []", gives=f"{several} one"),
    )
)


def _loosened(method: str) -> ChangesObject:
    """A method of a branch that sets what guards it, of which each argument may loosen some."""
    given = [one[1:] for one in _OF_BRANCHES if one[0] == method]
    argument, value, _ = given[0]
    other = {"True": "False", "False": "True", "0": "2"}[value]
    start = f"{_GITHUB}repo.get_branch('main').{method}({argument.strip('.')}="
    return ChangesObject(
        names=(f".{method}",),
        on=(_BRANCH,),
        what="branch",
        verb=Verb.ALTER,
        store="github",
        protections=tuple(given),
        beside=("github",),
        example=f"{start}{value})",
        twin=f"{start}{other})",
    )


def _without(on: str, made: str, method: str, what: str, twin: str) -> ChangesObject:
    """A method that takes one of the guards away."""
    return ChangesObject(
        names=(f".{method}",),
        on=(on,),
        what=on.removeprefix("github "),
        verb=Verb.ALTER,
        store="github",
        protections=(("-", "-", what),),
        beside=("github",),
        example=f"{_GITHUB}{made}.{method}()",
        twin=f"{_GITHUB}{made}.{twin}()",
    )


def _rule(member: str, several: str, what: str, lost: str) -> ChangesObject:
    """A rule of a project that is deleted, by what lists them or by itself."""
    by_itself = f"for one in project.{member}.list():\n    one."
    if member == "pushrules":
        by_itself = f"project.{member}.get()."
    return ChangesObject(
        names=(".delete",),
        on=(f"{several} one",) if member == "protectedbranches" else (several, f"{several} one"),
        what=what,
        verb=Verb.ALTER,
        store="gitlab",
        protections=(("-", "-", lost),),
        beside=("gitlab",),
        example=f"{_GITLAB}{by_itself}delete()",
        twin=f"{_GITLAB}{by_itself}pprint()",
    )


ROWS: tuple[Row, ...] = (
    *(_loosened(method) for method in dict.fromkeys(one[0] for one in _OF_BRANCHES)),
    *(_without(_BRANCH, "repo.get_branch('main')", *one) for one in _WITHOUT),
    *(_without(_REPO, "repo", *one) for one in _OF_REPOSITORIES),
    *(_rule(*one) for one in _RULES),
    ChangesObject(
        names=(".create",),
        on=("gitlab protected branches",),
        what="branch",
        verb=Verb.ALTER,
        store="gitlab",
        protections=(("0.allow_force_push", "True", "the ban of force pushes"),),
        beside=("gitlab",),
        example=_GITLAB + "project.protectedbranches.create({'name': 'main',"
        " 'allow_force_push': True})",
        twin=_GITLAB + "project.protectedbranches.create({'name': 'main',"
        " 'allow_force_push': False})",
    ),
    *(
        ChangesObject(
            names=(".save",),
            on=(_PROJECT,),
            what="project",
            verb=Verb.ALTER,
            store="gitlab",
            saves=True,
            protections=((f"{attribute}.", value, lost),),
            beside=("gitlab",),
            example=f"{_GITLAB}project.{attribute} = {value}\nproject.save()",
            twin=f"{_GITLAB}project.{attribute} = {kept}\nproject.save()",
        )
        for attribute, value, kept, lost in _SAVED
    ),
    ChangesObject(
        names=(".save",),
        on=("gitlab approvals",),
        what="project",
        verb=Verb.ALTER,
        store="gitlab",
        saves=True,
        protections=(
            ("approvals_before_merge.", "0", "approvals"),
            ("reset_approvals_on_push.", "False", "new approvals of what is pushed later"),
        ),
        beside=("gitlab",),
        example=_GITLAB + "rules = project.approvals.get()\n"
        "rules.approvals_before_merge = 0\nrules.save()",
        twin=_GITLAB + "rules = project.approvals.get()\n"
        "rules.approvals_before_merge = 2\nrules.save()",
    ),
    ChangesObject(
        names=(".update",),
        on=("gitlab projects", "gitlab groups"),
        what="project",
        verb=Verb.GRANT,
        store="gitlab",
        target=Argument(0, "id"),
        protections=(
            ("1.visibility", "public", "access"),
            ("new_data.visibility", "public", "access"),
        ),
        beside=("gitlab",),
        example="import gitlab\ngitlab.Gitlab('u').projects.update(7, {'visibility': 'public'})",
        twin="import gitlab\ngitlab.Gitlab('u').projects.update(7, {'visibility': 'private'})",
    ),
    ChangesObject(
        names=(".save",),
        on=(_PROJECT, "gitlab group"),
        what="project",
        verb=Verb.GRANT,
        store="gitlab",
        saves=True,
        when=(("visibility", ("public",)),),
        beside=("gitlab",),
        example=f"{_GITLAB}project.visibility = 'public'\nproject.save()",
        twin=f"{_GITLAB}project.visibility = 'private'\nproject.save()",
    ),
)
