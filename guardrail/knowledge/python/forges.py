"""PyGithub and python-gitlab: repositories and groups deleted, protections of branches removed.

Source: the references of PyGithub 2 (`Repository.delete`, `Repository.edit`,
`Branch.remove_protection`) and of
python-gitlab 8 (`projects`, `groups`, `protectedbranches`).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes, Spelt
from guardrail.knowledge.python.rows import FIRST, Argument, ChangesHistory, Row

_HUB, _OWNER, _REPO, _BRANCH = "github client", "github owner", "github repository", "github branch"
_LAB, _PROJECTS, _GROUPS = "gitlab client", "gitlab projects", "gitlab groups"
_PROJECT, _GROUP, _PROTECTED = "gitlab project", "gitlab group", "gitlab protected branches"
_GITHUB = "from github import Github\ngh = Github()\n"
_GITLAB = "import gitlab\ngl = gitlab.Gitlab('https://git.acme.io')\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("github.Github", "github.MainClass.Github"), kind=_HUB),
    Makes(names=("github.Repository.Repository",), kind=_REPO),
    Makes(names=("github.Branch.Branch",), kind=_BRANCH),
    Makes(names=("github.Organization.Organization",), kind=_OWNER),
    Gives(kind=_HUB, member="get_repo()", gives=_REPO, named=FIRST),
    Gives(kind=_HUB, member="get_organization() get_user()", gives=_OWNER, named=FIRST),
    Gives(kind=_OWNER, member="get_repo() create_repo()", gives=_REPO, named=FIRST),
    Gives(kind=_OWNER, member="get_repos()", gives="github repositories"),
    Gives(kind=_HUB, member="get_repos() search_repositories()", gives="github repositories"),
    Gives(kind="github repositories", member="for [] get_page()", gives=_REPO),
    Gives(kind=_REPO, member="get_branch()", gives=_BRANCH, named=FIRST),
    Gives(kind=_REPO, member="get_branches()", gives="github branches"),
    Gives(kind="github branches", member="for", gives=_BRANCH),
    Gives(kind=_REPO, member="get_git_refs()", gives="github refs"),
    Gives(kind="github refs", member="for", gives="github ref"),
    Gives(kind=_REPO, member="get_git_ref()", gives="github ref"),
    Spelt(names=("gl", "gitlab_client"), kind=_LAB),
    Spelt(names=("gl_project", "gitlab_project"), kind=_PROJECT),
    Makes(names=("gitlab.Gitlab", "gitlab.Gitlab.from_config"), kind=_LAB),
    Gives(kind=_LAB, member="projects", gives=_PROJECTS),
    Gives(kind=_LAB, member="groups", gives=_GROUPS),
    Gives(kind=_PROJECTS, member="get() create()", gives=_PROJECT, named=FIRST),
    Gives(kind=_PROJECTS, member="list()", gives="gitlab listed projects"),
    Gives(kind="gitlab listed projects", member="for []", gives=_PROJECT),
    Gives(kind=_GROUPS, member="get() create()", gives=_GROUP, named=FIRST),
    Gives(kind=_GROUPS, member="list()", gives="gitlab listed groups"),
    Gives(kind="gitlab listed groups", member="for []", gives=_GROUP),
    Gives(kind=_PROJECT, member="protectedbranches", gives=_PROTECTED),
    Gives(kind=_PROJECT, member="repositories", gives="gitlab registries"),
    Gives(kind="gitlab registries", member="list()", gives="gitlab listed registries"),
    Gives(kind="gitlab listed registries", member="for", gives="gitlab registry"),
    Gives(kind="gitlab registries", member="get()", gives="gitlab registry", named=FIRST),
    Makes(
        names=("ghapi.all.GhApi", "ghapi.core.GhApi"),
        kind="ghapi",
        unproved="its groups are made from GitHub's description of itself",
    ),
    Gives(kind="ghapi", member="repos", gives="ghapi repos"),
)

ROWS: tuple[Row, ...] = (
    ChangesHistory(
        names=(".edit",),
        on=("github ref",),
        action="push --force",
        when=((Argument(1, "force"), ("True",)),),
        beside=("github",),
        example=_GITHUB
        + "gh.get_repo('acme/shop').get_git_ref('heads/main').edit(sha, force=True)",
        twin=_GITHUB + "gh.get_repo('acme/shop').get_git_ref('heads/main').edit(sha)",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_REPO,),
        what="repository",
        store="github",
        beside=("github",),
        example=_GITHUB + "gh.get_repo('acme/shop').delete()",
        twin=_GITHUB + "gh.get_repo('acme/shop').edit(archived=True)",
    ),
    ChangesObject(
        names=(".delete",),
        on=("github ref",),
        what="branches and tags",
        store="github",
        recoverable=Recoverable.YES,
        beside=("github",),
        example=_GITHUB + "for ref in gh.get_repo('acme/shop').get_git_refs():\n    ref.delete()",
        twin=_GITHUB + "for ref in gh.get_repo('acme/shop').get_git_refs():\n    print(ref.ref)",
    ),
    *(
        ChangesObject(
            names=(".edit",),
            on=(_REPO,),
            what="repository",
            verb=Verb.GRANT,
            store="github",
            when=((argument, (value,)),),
            beside=("github",),
            example=f"{_GITHUB}gh.get_repo('acme/shop').edit({argument}={given})",
            twin=f"{_GITHUB}gh.get_repo('acme/shop').edit({argument}={kept})",
        )
        for argument, value, given, kept in (
            ("private", "False", "False", "True"),
            ("visibility", "public", "'public'", "'private'"),
        )
    ),
    ChangesObject(
        names=(".remove_protection", ".remove_required_pull_request_reviews"),
        on=(_BRANCH,),
        what="branch",
        verb=Verb.ALTER,
        store="github",
        beside=("github",),
        protections=(("-", "-", "its protection"),),
        example=_GITHUB + "gh.get_repo('acme/shop').get_branch('main').remove_protection()",
        twin=_GITHUB + "gh.get_repo('acme/shop').get_branch('main').get_protection()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_PROJECT,),
        what="project",
        store="gitlab",
        beside=("gitlab",),
        example=_GITLAB + "gl.projects.get('acme/shop').delete()",
        twin=_GITLAB + "gl.projects.get('acme/shop').archive()",
    ),
    ChangesObject(
        names=(".delete",),
        on=("gitlab registry",),
        what="container repository with its images",
        store="gitlab",
        beside=("gitlab",),
        example=_GITLAB + "for one in gl.projects.get(7).repositories.list():\n    one.delete()",
        twin=_GITLAB + "for one in gl.projects.get(7).repositories.list():\n    print(one.path)",
    ),
    ChangesObject(
        names=(".delete",),
        on=("ghapi repos",),
        what="repository",
        store="github",
        target=Argument(1, "repo"),
        beside=("ghapi",),
        unproved="its groups are made from GitHub's description of itself",
        example="from ghapi.all import GhApi\nGhApi().repos.delete('acme', 'shop')",
        twin="from ghapi.all import GhApi\nGhApi().repos.get('acme', 'shop')",
    ),
    ChangesObject(
        names=(".delete_branch_protection",),
        on=("ghapi repos",),
        what="branch",
        verb=Verb.ALTER,
        store="github",
        target=Argument(2, "branch"),
        protections=(("-", "-", "its protection"),),
        beside=("ghapi",),
        unproved="its groups are made from GitHub's description of itself",
        example=(
            "from ghapi.all import GhApi\n"
            "GhApi().repos.delete_branch_protection('acme', 'shop', 'main')"
        ),
        twin=(
            "from ghapi.all import GhApi\n"
            "GhApi().repos.get_branch_protection('acme', 'shop', 'main')"
        ),
    ),
    ChangesObject(
        names=(".delete",),
        on=(_GROUP,),
        what="group with all its projects",
        store="gitlab",
        beside=("gitlab",),
        example=_GITLAB + "gl.groups.get('acme').delete()",
        twin=_GITLAB + "gl.groups.get('acme').save()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_PROJECTS, _GROUPS),
        what="project or group",
        store="gitlab",
        target=Argument(0, "id"),
        beside=("gitlab",),
        example=_GITLAB + "gl.projects.delete(7)",
        twin=_GITLAB + "gl.projects.get(7)",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_PROTECTED,),
        what="branch",
        verb=Verb.ALTER,
        store="gitlab",
        target=Argument(0, "id"),
        protections=(("-", "-", "its protection"),),
        beside=("gitlab",),
        example=_GITLAB + "gl.projects.get(7).protectedbranches.delete('main')",
        twin=_GITLAB + "gl.projects.get(7).protectedbranches.get('main')",
    ),
)
