"""Feast: a feature store's infrastructure torn down, with the features in its online store.

Source: feast 0.67 (`FeatureStore.teardown`, `delete_project`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_STORE = "feast store"
_BESIDE = ("feast",)
_HEAVY = "the package is heavy, and isn't installed for tests"
_START = "from feast import FeatureStore\nstore = FeatureStore('.')\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("feast.FeatureStore", "feast.feature_store.FeatureStore"),
        kind=_STORE,
        unproved=_HEAVY,
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".teardown",),
        on=(_STORE,),
        what="feature store with its tables",
        store="feast",
        target="",
        beside=_BESIDE,
        unproved=_HEAVY,
        example=_START + "store.teardown()",
        twin=_START + "store.refresh_registry()",
    ),
    ChangesObject(
        names=(".delete_project",),
        on=(_STORE,),
        what="project of the feature store",
        store="feast",
        target=Argument(0, "name"),
        beside=_BESIDE,
        unproved=_HEAVY,
        example=_START + "store.delete_project('shop')",
        twin=_START + "store.get_project('shop')",
    ),
)
