"""Boards, issues and pages of a team: each that is listed deleted, boards and spaces deleted whole.

Source: the documentation of jira 3.10 (`JIRA.search_issues`, `Issue.delete`), py-trello 0.20
(`TrelloClient.list_boards`, `Board.close`, `Board.delete`, `Card.delete`), todoist-api-python 4.0
(`get_projects`, `delete_project`), atlassian-python-api 5.0 (`Confluence.remove_page`,
`delete_space`) and pynetbox 7.8 (`Endpoint.all`, `Record.delete`, `Endpoint.delete`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.listed_rows import each_of
from guardrail.knowledge.python.rows import Argument, Row

_BOARDS, _CARDS, _TODO, _PAGES, _NETBOX = (
    "trello",
    "trello cards",
    "todoist",
    "confluence",
    "netbox",
)
_PROJECT = r"(?i:(?:project(?:=|in)[\w\"({}).\[\]]*)?(?:orderby[\w,]*)?)"
_WHOLE_PROJECT = (rf"(?:jql_str=)?f?'{_PROJECT}'(?:,.*)?",)
_BY_JIRA = "from jira import JIRA\njira = JIRA('https://jira.acme.io')\n"
_BY_TRELLO = "from trello import TrelloClient\nbox = TrelloClient(key)\n"
_BY_TODOIST = "from todoist_api_python.api import TodoistAPI\nbox = TodoistAPI(token)\n"
_BY_WIKI = "from atlassian import Confluence\nwiki = Confluence('https://wiki.acme.io')\n"
_BY_NETBOX = "import pynetbox\nbox = pynetbox.api('https://net.acme.io', token)\n"
_BUILT = "its parts are made with each object"

KINDS: tuple[Kind, ...] = (
    Gives(
        kind="jira",
        member="search_issues() enhanced_search_issues()",
        gives="jira issues",
        narrows=True,
        every=_WHOLE_PROJECT,
    ),
    Gives(kind="jira issues", member="for []", gives="jira issues"),
    Makes(names=("trello.TrelloClient", "trello.trelloclient.TrelloClient"), kind=_BOARDS),
    Gives(kind=_BOARDS, member="list_boards()", gives="trello boards"),
    Gives(kind="trello boards", member="for", gives="trello boards"),
    Makes(
        names=("todoist_api_python.api.TodoistAPI", "todoist_api_python.api_async.TodoistAPIAsync"),
        kind=_TODO,
    ),
    Gives(kind=_TODO, member="get_projects()", gives="todoist listed"),
    Gives(
        kind=_TODO,
        member="get_tasks()",
        gives="todoist listed",
        filters=("project_id", "section_id", "parent_id", "label", "ids"),
    ),
    Gives(kind="todoist listed", member="for []", gives="todoist listed"),
    Makes(
        names=("atlassian.Confluence", "atlassian.confluence.Confluence"),
        kind=_PAGES,
        proxy="which methods there are depends on the server",
    ),
    Gives(kind=_PAGES, member="get_all_pages_from_space()", gives="confluence pages"),
    Gives(kind="confluence pages", member="for []", gives="confluence pages"),
    Makes(names=("pynetbox.api", "pynetbox.core.api.Api"), kind=_NETBOX, proxy=_BUILT),
    Gives(
        kind=_NETBOX,
        member="dcim ipam tenancy circuits virtualization wireless extras",
        gives="netbox app",
    ),
    Gives(kind="netbox app", member="*", gives="netbox table"),
    Gives(kind="netbox table", member="all()", gives="netbox records"),
    Gives(kind="netbox table", member="filter()", gives="netbox records", narrows=True),
    Gives(kind="netbox records", member="for", gives="netbox records"),
)

ROWS: tuple[Row, ...] = (
    each_of(
        ".delete",
        "jira issues",
        store="jira",
        target="the project",
        beside=("jira",),
        itself=True,
        example=f"{_BY_JIRA}for one in jira.search_issues('project = OPS'):\n    one.delete()",
        twin=f"{_BY_JIRA}for one in jira.search_issues('project = OPS AND labels = spam'):\n"
        "    one.delete()",
        unproved="methods of what it lists",
    ),
    each_of(
        ".transition_issue .assign_issue",
        "jira",
        store="jira",
        target="the project",
        verb=Verb.UPDATE,
        beside=("jira",),
        back=True,
        example=f"{_BY_JIRA}for one in jira.search_issues('project = OPS'):\n"
        "    jira.transition_issue(one, 'Done')",
        twin=f"{_BY_JIRA}for one in jira.search_issues('project = OPS AND sprint = 7'):\n"
        "    jira.transition_issue(one, 'Done')",
    ),
    each_of(
        ".close .delete",
        "trello boards",
        store="trello",
        target="the account",
        beside=("trello",),
        itself=True,
        example=f"{_BY_TRELLO}for one in box.list_boards():\n    one.close()",
        twin=f"{_BY_TRELLO}for one in box.list_boards():\n    one.fetch()",
        unproved="methods of what it lists",
    ),
    each_of(
        ".delete_project .delete_task",
        _TODO,
        store="todoist",
        target="the account",
        beside=("todoist_api_python",),
        example=f"{_BY_TODOIST}for one in box.get_projects():\n    box.delete_project(one.id)",
        twin=f"{_BY_TODOIST}for one in box.get_tasks(project_id='7'):\n    box.delete_task(one.id)",
    ),
    each_of(
        ".remove_page",
        _PAGES,
        store="confluence",
        target="the space",
        beside=("atlassian",),
        back=True,
        unproved="which methods there are depends on the server",
        example=f"{_BY_WIKI}for one in wiki.get_all_pages_from_space('OPS'):\n"
        "    wiki.remove_page(one['id'])",
        twin=f"{_BY_WIKI}wiki.remove_page('7')",
    ),
    ChangesObject(
        names=(".delete_space",),
        on=(_PAGES,),
        what="space with its pages",
        store="confluence",
        target=Argument(0, "space_key"),
        beside=("atlassian",),
        unproved="which methods there are depends on the server",
        example=f"{_BY_WIKI}wiki.delete_space('OPS')",
        twin=f"{_BY_WIKI}wiki.get_space('OPS')",
    ),
    each_of(
        ".delete",
        "netbox records",
        store="netbox",
        target="the inventory",
        beside=("pynetbox",),
        itself=True,
        unproved=_BUILT,
        example=f"{_BY_NETBOX}for one in box.dcim.devices.all():\n    one.delete()",
        twin=f"{_BY_NETBOX}for one in box.dcim.devices.filter(tag='lab'):\n    one.delete()",
    ),
)
