"""Services that watch and call people: monitors deleted or muted, services of on-call deleted.

Source: the documentation of datadogpy 0.56 (`Monitor.get_all`, `Monitor.delete`,
`Monitor.mute_all`) and pagerduty 7.2 (`RestApiV2Client.iter_all`, `list_all`, `rdelete`).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.listed_rows import each_of
from guardrail.knowledge.python.rows import Argument, Row

_PAGERDUTY, _MONITORS = "pagerduty", "datadog monitors"
_BY_PAGERDUTY = "import pagerduty\nbox = pagerduty.RestApiV2Client(key)\n"
_BY_DATADOG = "from datadog import api\n"
_WATCHED = ("Monitor", "Dashboard", "Synthetics", "ServiceLevelObjective", "Downtime")

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("pagerduty.RestApiV2Client", "pdpyras.APISession"),
        kind=_PAGERDUTY,
        unproved="pdpyras is the older package",
    ),
    Gives(
        kind=_PAGERDUTY,
        member="iter_all() list_all()",
        gives="pagerduty listed",
        filters=("params",),
    ),
    Gives(kind="pagerduty listed", member="for []", gives="pagerduty listed"),
    Makes(
        names=tuple(f"datadog.api.{one}.get_all" for one in _WATCHED),
        kind=_MONITORS,
        filter=Argument(-1, "monitor_tags"),
        unproved="it takes any parameters",
    ),
    Gives(kind=_MONITORS, member="[] get() for", gives=_MONITORS),
)

ROWS: tuple[Row, ...] = (
    each_of(
        ".rdelete",
        _PAGERDUTY,
        store="pagerduty",
        target="the account",
        beside=("pagerduty", "pdpyras"),
        unproved="methods are inherited",
        example=f"{_BY_PAGERDUTY}for one in box.iter_all('services'):\n    box.rdelete(one)",
        twin=f"{_BY_PAGERDUTY}for one in box.iter_all('services', params={{'query': 'lab'}}):\n"
        "    box.rdelete(one)",
    ),
    each_of(
        " ".join(f"datadog.api.{one}.delete" for one in _WATCHED),
        "",
        store="datadog",
        target="the account",
        beside=("datadog",),
        unproved="methods are inherited",
        example=f"{_BY_DATADOG}for one in api.Monitor.get_all():\n"
        "    api.Monitor.delete(one['id'])",
        twin=f"{_BY_DATADOG}for one in api.Monitor.get_all(monitor_tags='lab'):\n"
        "    api.Monitor.delete(one['id'])",
    ),
    ChangesObject(
        names=("datadog.api.Monitor.mute_all",),
        what="alarm of every monitor",
        verb=Verb.ALTER,
        store="datadog",
        target="",
        recoverable=Recoverable.YES,
        protections=(("", "-", "every alarm"),),
        beside=("datadog",),
        unproved="methods are inherited",
        example=f"{_BY_DATADOG}api.Monitor.mute_all()",
        twin=f"{_BY_DATADOG}api.Monitor.unmute_all()",
    ),
)
