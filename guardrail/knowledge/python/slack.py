"""Slack: channels deleted, messages and files deleted or channels archived in a loop over all.

Source: the documentation of slack_sdk 3.48 (`WebClient`) and of Slack's Web API
(`admin.conversations.delete`, `chat.delete`, `files.delete`, `conversations.archive`,
`admin.users.remove`, `conversations.kick`).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
    Spelt,
)
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT = "slack client"
_BESIDE = ("slack_sdk", "slack_bolt", "slack")
_START = "from slack_sdk import WebClient\nclient = WebClient(token=token)\n"
_LISTED = (
    ("conversations_list()", "slack channels", ()),
    ("conversations_history() conversations_replies()", "slack messages", ("latest", "oldest")),
    ("files_list()", "slack files", ("channel", "ts_to", "user", "types")),
    ("users_list() conversations_members()", "slack people", ()),
    ("admin_users_list()", "slack people", ("is_active", "include_deactivated_user_workspaces")),
)

KINDS: tuple[Kind, ...] = (
    Spelt(names=("slack_client",), kind=_CLIENT),
    Makes(
        names=(
            "slack_sdk.WebClient",
            "slack_sdk.web.WebClient",
            "slack_sdk.web.async_client.AsyncWebClient",
        ),
        kind=_CLIENT,
    ),
    Makes(names=("slack.WebClient",), kind=_CLIENT, unproved="the older package"),
    *(
        Gives(kind=_CLIENT, member=members, gives=kind, filters=filters)
        for members, kind, filters in _LISTED
    ),
    *(Gives(kind=kind, member="[] get() for", gives=kind) for _, kind, _ in _LISTED),
)


def _each(
    methods: tuple[str, ...], target: str, *, example: str, twin: str, back: bool = False
) -> ChangesData:
    return ChangesData(
        names=methods,
        on=(_CLIENT,),
        each=True,
        verb=Verb.DELETE,
        target=target,
        store="slack",
        recoverable=Recoverable.YES if back else Recoverable.NO,
        beside=_BESIDE,
        example=_START + example,
        twin=_START + twin,
    )


ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".admin_conversations_delete",),
        on=(_CLIENT,),
        what="channel with its messages",
        target=Argument(-1, "channel_id"),
        store="slack",
        beside=_BESIDE,
        example=_START + "client.admin_conversations_delete(channel_id='C7')",
        twin=_START + "client.admin_conversations_search(query='old')",
    ),
    ChangesObject(
        names=(".admin_conversations_bulkDelete",),
        on=(_CLIENT,),
        what="channels with their messages",
        target=Argument(-1, "channel_ids"),
        store="slack",
        beside=_BESIDE,
        example=_START + "client.admin_conversations_bulkDelete(channel_ids=ids)",
        twin=_START + "client.admin_conversations_bulkMove(channel_ids=ids, target_team_id='T7')",
    ),
    _each(
        (".chat_delete",),
        "the channel",
        example="for one in client.conversations_history(channel='C7')['messages']:\n"
        "    client.chat_delete(channel='C7', ts=one['ts'])",
        twin="client.chat_delete(channel='C7', ts='1700000000.0001')",
    ),
    _each(
        (".files_delete",),
        "the workspace",
        example="for one in client.files_list()['files']:\n    client.files_delete(file=one['id'])",
        twin="for one in client.files_list(ts_to=limit)['files']:\n"
        "    client.files_delete(file=one['id'])",
    ),
    _each(
        (".conversations_archive", ".admin_conversations_archive"),
        "the workspace",
        example="for one in client.conversations_list()['channels']:\n"
        "    client.conversations_archive(channel=one['id'])",
        twin="client.conversations_archive(channel='C7')",
        back=True,
    ),
    _each(
        (
            *(".admin_users_remove", ".admin_users_session_reset", ".conversations_kick"),
            ".admin_users_setExpiration",
        ),
        "the workspace",
        example="for one in client.users_list()['members']:\n"
        "    client.admin_users_remove(team_id='T7', user_id=one['id'])",
        twin="client.admin_users_remove(team_id='T7', user_id='U7')",
    ),
)
