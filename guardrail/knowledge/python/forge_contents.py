"""python-gitlab and PyGithub: branches, tags, releases, packages and users deleted.

Source: the references of python-gitlab 8 (`branches`, `tags`, `releases`, `packages`,
`repositories`, `pipelines`, `artifacts`, `variables`,
`issues`, `users`) and PyGithub 2 (`GitRelease.delete_release`,
`Team.delete`). A commit that no branch or tag leads to is gone once the server tidies up.
"""

from __future__ import annotations

from guardrail.effects import Recoverable
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_PROJECT = "gitlab project"
_GITHUB = "from github import Github\nrepo = Github().get_repo('acme/shop')\n"
_GITLAB = "import gitlab\ngl = gitlab.Gitlab('https://git.acme.io')\nproject = gl.projects.get(7)\n"

_HELD: tuple[tuple[str, str, str, str, bool], ...] = (
    (_PROJECT, "branches", "branch", "project", True),
    (_PROJECT, "tags", "tag", "project", True),
    (_PROJECT, "releases", "release", "project", True),
    (_PROJECT, "packages", "package", "project", False),
    (_PROJECT, "pipelines", "pipeline", "project", False),
    (_PROJECT, "wikis", "wiki page", "project", False),
    (_PROJECT, "secure_files", "secure file", "project", False),
    (_PROJECT, "variables", "variable", "project", False),
    (_PROJECT, "issues", "issue", "project", False),
    (_PROJECT, "snippets", "snippet", "project", False),
    (_PROJECT, "milestones", "milestone", "project", False),
    ("gitlab group", "variables", "variable", "gl.groups.get(2)", False),
    ("gitlab registry", "tags", "image", "project.repositories.get(3)", False),
    ("gitlab client", "users", "user", "gl", False),
)
"""What holds them, the attribute, one of them, how it is made, whether it can be had again."""


def _kinds(owner: str, member: str) -> tuple[Kind, ...]:
    several = f"{owner} {member}"
    return (
        Gives(kind=owner, member=member, gives=several),
        Gives(kind=several, member="get()", gives=f"{several} one", named=FIRST),
        Gives(
            kind=several,
            member="list()",
            gives=f"{several} listed",
            filters=("search", "regex", "username"),
        ),
        Gives(kind=f"{several} listed", member="for []", gives=f"{several} one"),
    )


KINDS: tuple[Kind, ...] = (
    *(kind for owner, member, *_ in _HELD for kind in _kinds(owner, member)),
    Gives(kind="gitlab listed projects", member="for", gives=_PROJECT),
    Gives(kind="gitlab group", member="projects", gives="gitlab projects"),
    Gives(kind=_PROJECT, member="artifacts", gives="gitlab project artifacts"),
    Gives(kind="github repository", member="get_releases()", gives="github releases"),
    Gives(kind="github releases", member="for []", gives="github release"),
    Gives(kind="github repository", member="get_release()", gives="github release", named=FIRST),
    Gives(kind="github owner", member="get_teams()", gives="github teams"),
    Gives(kind="github teams", member="for []", gives="github team"),
    Gives(kind="github owner", member="get_team_by_slug()", gives="github team", named=FIRST),
)


def _one(owner: str, member: str, what: str, made: str, again: bool) -> ChangesObject:
    several = f"{made}.{member}"
    return ChangesObject(
        names=(".delete",),
        on=(f"{owner} {member} one",),
        what=what,
        store="gitlab",
        recoverable=Recoverable.YES if again else Recoverable.NO,
        beside=("gitlab",),
        example=f"{_GITLAB}for one in {several}.list():\n    one.delete()",
        twin=f"{_GITLAB}for one in {several}.list():\n    one.pprint()",
    )


def _named(owner: str, member: str, what: str, made: str, again: bool) -> ChangesObject:
    several = f"{made}.{member}"
    return ChangesObject(
        names=(".delete",),
        on=(f"{owner} {member}",),
        what=what,
        store="gitlab",
        target=Argument(0, "id"),
        recoverable=Recoverable.YES if again else Recoverable.NO,
        beside=("gitlab",),
        example=f"{_GITLAB}{several}.delete('main')",
        twin=f"{_GITLAB}{several}.get('main')",
    )


ROWS: tuple[Row, ...] = (
    *(_one(*one) for one in _HELD if one[1] != "releases"),
    *(_named(*one) for one in _HELD),
    *(
        ChangesObject(
            names=(".delete_in_bulk",),
            on=("gitlab registry tags",),
            what="images of the repository",
            store="gitlab",
            when=((argument, ("~\\.[*+]",)), ("keep_n", ("-", "0"))),
            beside=("gitlab",),
            example=f"{_GITLAB}project.repositories.get(3).tags.delete_in_bulk({argument}='.*')",
            twin=_GITLAB
            + f"project.repositories.get(3).tags.delete_in_bulk({argument}='.*', keep_n=5)",
        )
        for argument in ("name_regex_delete", "name_regex")
    ),
    ChangesObject(
        names=(".delete",),
        on=("gitlab project artifacts",),
        what="artifacts of the project",
        store="gitlab",
        beside=("gitlab",),
        example=_GITLAB + "project.artifacts.delete()",
        twin=_GITLAB + "project.artifacts.download('main', 'build')",
    ),
    ChangesObject(
        names=(".delete_release",),
        on=("github release",),
        what="release",
        store="github",
        recoverable=Recoverable.YES,
        beside=("github",),
        example=_GITHUB + "for one in repo.get_releases():\n    one.delete_release()",
        twin=_GITHUB + "for one in repo.get_releases():\n    print(one.title)",
    ),
    ChangesObject(
        names=(".delete",),
        on=("github team",),
        what="team",
        store="github",
        recoverable=Recoverable.YES,
        beside=("github",),
        example="from github import Github\n"
        "Github().get_organization('acme').get_team_by_slug('ops').delete()",
        twin="from github import Github\n"
        "Github().get_organization('acme').get_team_by_slug('ops').update()",
    ),
)
