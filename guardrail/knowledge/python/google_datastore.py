"""google-cloud-datastore: entities that a query without a filter gives, deleted one and all.

Source: the reference of google-cloud-datastore 2.27 (`Client`, `Query`, `Batch`). A filter is added
to a query where it stands: `query.add_filter(…)`.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _QUERY, _ROWS, _ROW = (
    "datastore client",
    "datastore query",
    "datastore rows",
    "datastore entity",
)
_START = "from google.cloud import datastore\nclient = datastore.Client()\n"
_FILTERS = ("filters", "ancestor")

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("google.cloud.datastore.Client", "google.cloud.datastore.client.Client"),
        kind=_CLIENT,
    ),
    Makes(
        names=("google.cloud.datastore.Query", "google.cloud.datastore.query.Query"),
        kind=_QUERY,
    ),
    Gives(kind=_CLIENT, member="query()", gives=_QUERY, filters=_FILTERS),
    Gives(kind=_CLIENT, member="batch() transaction()", gives="datastore batch"),
    Gives(kind=_QUERY, member="add_filter()", gives=_QUERY, narrows=True),
    Gives(kind=_QUERY, member="fetch()", gives=_ROWS),
    Gives(kind=_ROWS, member="pages", gives="datastore pages"),
    Gives(kind="datastore pages", member="for", gives=_ROWS),
    Gives(kind=_ROWS, member="for", gives=_ROW),
    Gives(kind=_ROW, member="key", gives=_ROW),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete_multi",),
        on=(_CLIENT,),
        verb=Verb.DELETE,
        target="entities of Datastore",
        filter=Argument(0, "keys"),
        each=True,
        parts_if=r"\.add_filter\(|\.ancestor\s*=[^=]",
        store="datastore",
        beside=("datastore",),
        example=_START
        + "client.delete_multi([one.key for one in client.query(kind='User').fetch()])",
        twin=_START + "client.delete_multi([client.key('User', 7)])",
    ),
    ChangesData(
        names=(".delete",),
        on=(_CLIENT, "datastore batch"),
        verb=Verb.DELETE,
        target="entities of Datastore",
        filter=Argument(0, "key"),
        each=True,
        parts_if=r"\.add_filter\(|\.ancestor\s*=[^=]",
        store="datastore",
        beside=("datastore",),
        example=_START
        + "for one in client.query(kind='User').fetch():\n    client.delete(one.key)",
        twin=_START + "client.delete(client.key('User', 7))",
    ),
)
