"""jira and atlassian-python-api: projects and repositories deleted with all they hold.

Source: the references of jira 3.10 (`JIRA.delete_project`; a project goes to the bin unless
`enable_undo` is false) and of atlassian-python-api 5 (`Bitbucket`, `Jira`).
"""

from __future__ import annotations

from guardrail.effects import Recoverable
from guardrail.knowledge.python.kinds import ChangesObject, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_JIRA = "from jira import JIRA\njira = JIRA('https://acme.atlassian.net')\n"
_API = "from atlassian import {0}\napi = {0}('https://acme.atlassian.net')\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("jira.JIRA", "jira.client.JIRA"), kind="jira"),
    Makes(names=("atlassian.Jira",), kind="atlassian jira"),
    Makes(names=("atlassian.Bitbucket",), kind="atlassian bitbucket"),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete_project",),
        on=("jira",),
        what="project with its issues",
        store="jira",
        target=Argument(0, "pid"),
        when=((Argument(1, "enable_undo"), ("False",)),),
        protections=(("enable_undo", "False", "the bin it could be taken out of"),),
        beside=("jira", "atlassian"),
        example=_JIRA + "jira.delete_project('SHOP', enable_undo=False)",
        twin=_JIRA + "jira.project('SHOP')",
    ),
    ChangesObject(
        names=(".delete_project",),
        on=("jira",),
        what="project with its issues",
        store="jira",
        target=Argument(0, "pid"),
        spared=((Argument(1, "enable_undo"), ("False",)),),
        recoverable=Recoverable.YES,
        beside=("jira", "atlassian"),
        example=_JIRA + "jira.delete_project('SHOP')",
        twin=_JIRA + "jira.project('SHOP')",
    ),
    ChangesObject(
        names=(".delete_project",),
        on=("atlassian jira",),
        what="project with its issues",
        store="jira",
        target=Argument(0, "key"),
        beside=("jira", "atlassian"),
        example=_API.format("Jira") + "api.delete_project('SHOP')",
        twin=_API.format("Jira") + "api.archive_project('SHOP')",
    ),
    ChangesObject(
        names=(".delete_repo",),
        on=("atlassian bitbucket",),
        what="repository",
        store="bitbucket",
        target=Argument(1, "repository_slug"),
        beside=("atlassian",),
        example=_API.format("Bitbucket") + "api.delete_repo('SHOP', 'web')",
        twin=_API.format("Bitbucket") + "api.get_repo('SHOP', 'web')",
    ),
)
