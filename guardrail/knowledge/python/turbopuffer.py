"""Turbopuffer: namespaces deleted with every document in them.

Source: the documentation of turbopuffer 3.1, "Delete namespace" and "Write"
(`Namespace.delete_all`; `write(deletes=[…])` and `write(delete_by_filter=…)` name what goes).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _NAMESPACE = "turbopuffer client", "turbopuffer namespace"
_BESIDE = ("turbopuffer",)

KINDS: tuple[Kind, ...] = (
    Makes(names=("turbopuffer.Turbopuffer", "turbopuffer.AsyncTurbopuffer"), kind=_CLIENT),
    Makes(
        names=(
            "turbopuffer.lib.namespace.Namespace",
            "turbopuffer.lib.namespace.AsyncNamespace",
        ),
        kind=_NAMESPACE,
    ),
    Gives(
        kind=_CLIENT,
        member="namespace()",
        gives=_NAMESPACE,
        named=Argument(0, "namespace"),
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete_all",),
        on=(_NAMESPACE,),
        verb=Verb.TRUNCATE,
        store="turbopuffer",
        unmistakable=True,
        beside=_BESIDE,
        example="import turbopuffer\n"
        "turbopuffer.Turbopuffer(region='gcp-us-central1').namespace('docs').delete_all()",
        twin="import turbopuffer\n"
        "turbopuffer.Turbopuffer(region='gcp-us-central1').namespace('docs').write(deletes=[1])",
    ),
)
