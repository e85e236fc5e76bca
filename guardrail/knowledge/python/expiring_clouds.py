"""Stores of clouds whose rows go by themselves: containers of Cosmos DB, families of Bigtable.

Source: azure-cosmos 4.9 (`DatabaseProxy.replace_container`) with "Time to Live (TTL) in Azure
Cosmos DB": what has no time of its own goes after that of its container, what is there already as
well, and -1 keeps it; google-cloud-bigtable 2 (`MaxAgeGCRule`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import LetsExpire
from guardrail.knowledge.python.rows import NOWHERE, Argument, Row

_SEASON = 7_776_000
_COSMOS = (
    "from azure.cosmos import CosmosClient, PartitionKey\n"
    'database = CosmosClient(url, key).get_database_client("shop")\n'
    'database.replace_container("{0}", PartitionKey(path="/id"), default_ttl={1})'
)
_BIGTABLE = (
    "import datetime\nfrom google.cloud.bigtable import column_family\n"
    "column_family.MaxAgeGCRule(datetime.timedelta({0}))"
)

ROWS: tuple[Row, ...] = (
    LetsExpire(
        names=(".replace_container",),
        on=("cosmos database",),
        time=Argument(-1, "default_ttl"),
        lasting=_SEASON,
        target=Argument(0, "container"),
        store="cosmos",
        beside=("default_ttl",),
        example=_COSMOS.format("orders", 3600),
        twin=_COSMOS.format("orders", -1),
    ),
    LetsExpire(
        names=("google.cloud.bigtable.column_family.MaxAgeGCRule",),
        time=Argument(0, "max_age"),
        target=NOWHERE,
        store="bigtable",
        beside=("MaxAgeGCRule",),
        example=_BIGTABLE.format("hours=1"),
        twin=_BIGTABLE.format("days=400"),
    ),
)
