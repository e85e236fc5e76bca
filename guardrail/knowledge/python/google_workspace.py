"""Google's mail, drive, calendars, sheets and accounts: each that is listed deleted, all at once.

Source: the discovery documents of the Gmail (v1), Drive (v3), Calendar (v3), Sheets (v4) and
Directory (admin, directory_v1) APIs: `messages.delete` "Immediately and permanently deletes",
`files.delete` "Permanently deletes a file owned by the user without moving it to the trash",
`calendars.clear` "Clears a primary calendar. This operation deletes all events"; the
documentation of gspread 6.2 (`Client.del_spreadsheet`, `Spreadsheet.share`).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.listed_rows import each_of
from guardrail.knowledge.python.rows import Argument, Row

_BESIDE = ("googleapiclient", "apiclient")
_DYNAMIC = "the API's methods are made from its discovery document"

_Collection = tuple[str, str, str, tuple[str, ...], str, str, bool]
_COLLECTIONS: tuple[_Collection, ...] = (
    ("gmail", "users.messages", "delete", ("q", "labelIds"), "the mailbox", "messages", False),
    ("gmail", "users.messages", "trash", ("q", "labelIds"), "the mailbox", "messages", True),
    ("gmail", "users.messages", "batchDelete", ("q", "labelIds"), "the mailbox", "messages", False),
    ("gmail", "users.threads", "delete", ("q", "labelIds"), "the mailbox", "threads", False),
    ("gmail", "users.threads", "trash", ("q", "labelIds"), "the mailbox", "threads", True),
    ("drive", "files", "delete", ("q",), "the drive", "files", False),
    ("drive", "permissions", "delete", (), "the file", "permissions", False),
    (
        *("calendar", "events", "delete"),
        ("q", "timeMin", "timeMax", "updatedMin", "privateExtendedProperty"),
        *("the calendar", "items", False),
    ),
    ("admin", "users", "delete", ("query", "showDeleted"), "the domain", "users", True),
    ("admin", "groups", "delete", ("query", "userKey"), "the domain", "groups", False),
    ("admin", "members", "delete", ("roles",), "the group", "members", False),
)
"""An API, the path to a collection, its method, what narrows a list, where from, its key, back."""

_CHANGED_AT_ONCE: tuple[tuple[str, str, str, str, str, bool], ...] = (
    ("drive", "files", "emptyTrash", "bin of a drive", "driveId", False),
    ("drive", "drives", "delete", "shared drive", "driveId", False),
    ("calendar", "calendars", "clear", "calendar with its events", "calendarId", False),
    ("calendar", "calendars", "delete", "calendar", "calendarId", False),
    ("admin", "orgunits", "delete", "unit of an organisation", "orgUnitPath", False),
)

_BOOK, _SHEETS = "google spreadsheet", "gspread client"
_GSPREAD = ("gspread",)
_START = "import gspread\nclient = gspread.service_account()\n"
_BOOKS = "for one in client.openall({0}):\n    client.del_spreadsheet(one.id)"


def _kinds() -> dict[tuple[str, str, str], None]:
    found: dict[tuple[str, str, str], None] = {}
    paths = [(one[0], one[1]) for one in _COLLECTIONS]
    paths += [(one[0], one[1]) for one in _CHANGED_AT_ONCE]
    for api, path in paths:
        kind = f"google api {api}"
        for part in path.split("."):
            inner = f"google {api} {part}" if kind.startswith("google api") else f"{kind}.{part}"
            found[kind, part, inner] = None
            kind = inner
    return found


def _kind(api: str, path: str) -> str:
    return f"google {api} {path}"


_LISTED = {(api, path): (narrowing, key) for api, path, _, narrowing, _, key, _ in _COLLECTIONS}

KINDS: tuple[Kind, ...] = (
    *(Gives(kind=kind, member=f"{part}()", gives=inner) for kind, part, inner in _kinds()),
    *(
        Gives(
            kind=_kind(api, path),
            member="list()",
            gives=f"{_kind(api, path)} listed",
            filters=narrowing or ("pageSize",),
        )
        for (api, path), (narrowing, _) in _LISTED.items()
    ),
    *(
        Gives(
            kind=f"{_kind(api, path)} listed",
            member="execute() [] get() for",
            gives=f"{_kind(api, path)} listed",
        )
        for api, path in _LISTED
    ),
    Makes(
        names=(
            *("gspread.service_account", "gspread.oauth", "gspread.authorize"),
            *("gspread.service_account_from_dict", "gspread.Client", "gspread.client.Client"),
        ),
        kind=_SHEETS,
    ),
    Gives(kind=_SHEETS, member="open() open_by_key() open_by_url()", gives=_BOOK),
    Gives(
        kind=_SHEETS,
        member="openall() list_spreadsheet_files()",
        gives="google spreadsheets",
        filters=("title", "folder_id", Argument(0, "title")),
    ),
    Gives(kind="google spreadsheets", member="for []", gives="google spreadsheets"),
)


def _start(api: str, path: str) -> str:
    called = "".join(f".{part}()" for part in path.split("."))
    return f'from googleapiclient.discovery import build\nway = build("{api}", "v1"){called}\n'


ROWS: tuple[Row, ...] = (
    *(
        each_of(
            f".{method}",
            _kind(api, path),
            store="google",
            target=where,
            beside=_BESIDE,
            back=back,
            unproved=_DYNAMIC,
            example=f"{_start(api, path)}for one in way.list().execute()['{key}']:\n"
            f"    way.{method}(id=one['id']).execute()",
            twin=f"{_start(api, path)}"
            f"for one in way.list({(narrowing or ('pageSize',))[0]}=old).execute()['{key}']:\n"
            f"    way.{method}(id=one['id']).execute()",
        )
        for api, path, method, narrowing, where, key, back in _COLLECTIONS
    ),
    *(
        ChangesObject(
            names=(f".{method}",),
            on=(_kind(api, path),),
            what=what,
            store="google",
            target=Argument(-1, named),
            recoverable=Recoverable.YES if again else Recoverable.NO,
            beside=_BESIDE,
            unproved=_DYNAMIC,
            example=f"{_start(api, path)}way.{method}({named}='main').execute()",
            twin=f"{_start(api, path)}way.get({named}='main').execute()",
        )
        for api, path, method, what, named, again in _CHANGED_AT_ONCE
    ),
    each_of(
        ".del_spreadsheet",
        _SHEETS,
        store="google",
        target="the account",
        beside=_GSPREAD,
        back=True,
        example=_START + _BOOKS.format(""),
        twin=_START + _BOOKS.format("'scratch'"),
    ),
    each_of(
        ".update .patch",
        _kind("admin", "users"),
        store="google",
        target="the domain",
        verb=Verb.UPDATE,
        when=((Argument(-1, "body"), (r"~~[\"']suspended[\"']\s*:\s*True",)),),
        beside=_BESIDE,
        back=True,
        unproved=_DYNAMIC,
        example=f"{_start('admin', 'users')}for one in way.list().execute()['users']:\n"
        "    way.update(userKey=one['id'], body={'suspended': True}).execute()",
        twin=f"{_start('admin', 'users')}for one in way.list().execute()['users']:\n"
        "    way.update(userKey=one['id'], body={'notes': 'x'}).execute()",
    ),
    ChangesObject(
        names=(".share",),
        on=(_BOOK,),
        what="spreadsheet",
        verb=Verb.GRANT,
        store="google",
        target="",
        when=((Argument(1, "perm_type"), ("anyone",)),),
        beside=_GSPREAD,
        unproved="a method of what a client opens",
        example=f"{_START}client.open('Budget').share(None, perm_type='anyone', role='writer')",
        twin=f"{_START}client.open('Budget').share('a@acme.io', perm_type='user', role='reader')",
    ),
)
