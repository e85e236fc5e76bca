"""Algolia: indexes cleared and deleted.

Source: the documentation of algoliasearch 3 (`SearchClient.init_index`, and `clear_objects` and
`delete` of its index), of algoliasearch 4.48 (methods of the client that take `index_name`) and of
algoliasearch-django 4 (`clear_objects`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
    Spelt,
)
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _INDEX, _NEW = "algolia client", "algolia index", "algolia search client"
_BESIDE = ("algoliasearch", "algoliasearch_django")
_OLDER = "a method of version 3"
_START = (
    "from algoliasearch.search.client import SearchClientSync\n"
    "client = SearchClientSync(app_id, key)\n"
)
_THREE = (
    "from algoliasearch.search_client import SearchClient\n"
    "index = SearchClient.create(app_id, key).init_index('products')\n"
)
_NAME = Argument(0, "index_name")

KINDS: tuple[Kind, ...] = (
    Spelt(names=("algolia", "algolia_client"), kind=_CLIENT),
    Makes(
        names=("algoliasearch.search.client.SearchClientSync",),
        kind=_NEW,
    ),
    Makes(names=("algoliasearch.search.client.SearchClient",), kind=_NEW),
    Makes(
        names=(
            "algoliasearch.search_client.SearchClient",
            "algoliasearch.search_client.SearchClient.create",
            "algoliasearch.algoliasearch.Client",
        ),
        kind=_CLIENT,
        unproved=_OLDER,
    ),
    Makes(
        names=("algoliasearch.search_index.SearchIndex",),
        kind=_INDEX,
        unproved=_OLDER,
    ),
    Gives(kind=_CLIENT, member="init_index() index initIndex()", gives=_INDEX, named=_NAME),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".clear_objects", ".clear_index", ".clear_objects_async"),
        on=(_INDEX,),
        verb=Verb.DELETE,
        store="algolia",
        unmistakable=True,
        beside=_BESIDE,
        unproved=_OLDER,
        example=_THREE + "index.clear_objects()",
        twin=_THREE + "index.delete_objects(['7'])",
    ),
    ChangesData(
        names=(".clear_objects",),
        on=(_NEW,),
        verb=Verb.DELETE,
        target=_NAME,
        store="algolia",
        beside=_BESIDE,
        example=_START + "client.clear_objects('products')",
        twin=_START + "client.delete_objects('products', ['7'])",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_INDEX,),
        what=ObjectKind.TABLE,
        store="algolia",
        beside=_BESIDE,
        unproved=_OLDER,
        example=_THREE + "index.delete()",
        twin=_THREE + "index.delete_object('7')",
    ),
    ChangesObject(
        names=(".delete_index",),
        on=(_NEW,),
        what=ObjectKind.TABLE,
        target=_NAME,
        store="algolia",
        beside=_BESIDE,
        example=_START + "client.delete_index('products')",
        twin=_START + "client.get_settings('products')",
    ),
    ChangesData(
        names=(
            "algoliasearch_django.clear_objects",
            "algoliasearch_django.clear_index",
        ),
        verb=Verb.DELETE,
        target=Argument(0, "model"),
        store="algolia",
        beside=_BESIDE,
        unproved="the package needs a configured Django project to be imported",
        example="from algoliasearch_django import clear_objects\nclear_objects(Product)",
        twin="from algoliasearch_django import update_records\nupdate_records(Product, some)",
    ),
)
