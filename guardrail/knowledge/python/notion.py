"""Notion: pages and blocks put into the bin in a loop over all of a database.

Source: the documentation of notion-client 3.1 and of Notion's API, "Query a database", "Archive a
page", "Delete a block" (what is in the bin can be restored for 30 days).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Row

_CLIENT, _PAGES, _BLOCKS, _FOUND = "notion client", "notion pages", "notion blocks", "notion found"
_BESIDE = ("notion_client",)
_ATTRIBUTES = "what it is called on is an attribute that is made with each object"
_START = "from notion_client import Client\nnotion = Client(auth=token)\n"
_OVER_ALL = "for one in notion.databases.query(database_id='d7')['results']:\n"
_OVER_SOME = "for one in notion.databases.query(database_id='d7', filter=finished)['results']:\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("notion_client.Client", "notion_client.AsyncClient"),
        kind=_CLIENT,
        proxy="its parts are made with each object",
    ),
    Gives(kind=_CLIENT, member="databases data_sources", gives="notion databases"),
    Gives(kind=_CLIENT, member="pages", gives=_PAGES),
    Gives(kind=_CLIENT, member="blocks", gives=_BLOCKS),
    Gives(kind=_CLIENT, member="search()", gives=_FOUND, filters=("query", "filter")),
    Gives(kind="notion databases", member="query()", gives=_FOUND, filters=("filter",)),
    Gives(kind=_BLOCKS, member="children", gives="notion children"),
    Gives(kind="notion children", member="list()", gives=_FOUND),
    Gives(kind=_FOUND, member="[] get() for", gives=_FOUND),
)

ROWS: tuple[Row, ...] = (
    *(
        ChangesData(
            names=(".update",),
            on=(_PAGES,),
            each=True,
            when=((word, ("True",)),),
            verb=Verb.DELETE,
            target="the database",
            store="notion",
            recoverable=Recoverable.YES,
            beside=_BESIDE,
            unproved=_ATTRIBUTES,
            example=f"{_START}{_OVER_ALL}    notion.pages.update(page_id=one['id'], {word}=True)",
            twin=f"{_START}{_OVER_SOME}    notion.pages.update(page_id=one['id'], {word}=True)",
        )
        for word in ("archived", "in_trash")
    ),
    ChangesData(
        names=(".delete",),
        on=(_BLOCKS,),
        each=True,
        verb=Verb.DELETE,
        target="the page",
        store="notion",
        recoverable=Recoverable.YES,
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=_START + _OVER_ALL + "    notion.blocks.delete(block_id=one['id'])",
        twin=_START + _OVER_SOME + "    notion.blocks.delete(block_id=one['id'])",
    ),
)
