"""Whoosh: indexes written anew without what they held, documents deleted by a query for all.

Source: the documentation of Whoosh 2.7, "How to index documents" (`mergetype=writing.CLEAR`,
`delete_by_query`) and the query `Every`.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_INDEX, _WRITER = "whoosh index", "whoosh writer"
_BESIDE = ("whoosh",)
_START = "from whoosh import index, query, writing\nix = index.open_dir('/var/index')\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("whoosh.index.open_dir", "whoosh.index.create_in"), kind=_INDEX, proxy="functions"
    ),
    Makes(names=("whoosh.index.Index",), kind=_INDEX),
    Makes(names=("whoosh.writing.IndexWriter",), kind=_WRITER),
    Makes(
        names=("whoosh.writing.AsyncWriter", "whoosh.writing.BufferedWriter"),
        kind=_WRITER,
        proxy="they hand on to another writer",
    ),
    Gives(kind=_INDEX, member="writer()", gives=_WRITER),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".commit",),
        on=(_WRITER,),
        when=(("mergetype", ("CLEAR", "writing.CLEAR", "whoosh.writing.CLEAR")),),
        verb=Verb.DELETE,
        target="the index",
        store="whoosh",
        beside=_BESIDE,
        unproved="the parameter is of the writer of segments",
        example=_START + "writer = ix.writer()\nwriter.commit(mergetype=writing.CLEAR)",
        twin=_START + "writer = ix.writer()\nwriter.commit(optimize=True)",
    ),
    ChangesData(
        names=(".delete_by_query",),
        on=(_INDEX, _WRITER),
        filter=Argument(0, "q"),
        every=("Every()", "query.Every()", "whoosh.query.Every()"),
        refuses=True,
        verb=Verb.DELETE,
        target="the index",
        store="whoosh",
        beside=_BESIDE,
        example=_START + "ix.writer().delete_by_query(query.Every())",
        twin=_START + "ix.writer().delete_by_query(query.Term('path', 'a'))",
    ),
)
