"""What MongoDB is asked: filters, pipelines and updates that a request may give as a whole.

Source: the API of PyMongo 4.20 (`Collection`), whose methods Motor 3.7 has too.
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import AsksStore
from guardrail.knowledge.python.rows import Argument, Row

_COLLECTION = "mongo collection"
_BESIDE = ("pymongo", "motor")
_START = (
    "from flask import request\nfrom pymongo import MongoClient\n"
    "users = MongoClient('mongodb://m.acme.io').shop.users\n"
)

ROWS: tuple[Row, ...] = tuple(
    AsksStore(
        names=names,
        on=(_COLLECTION,),
        asked=asked,
        store="mongodb",
        beside=_BESIDE,
        unproved="some take any arguments and hand them on" if not asked.keyword else "",
        example=f"{_START}users{names[0]}({first}request.get_json())",
        twin=f"{_START}users{names[0]}({first}{{'name': str(request.args['name'])}})",
    )
    for names, asked, first in (
        ((".find", ".find_one"), Argument(0), ""),
        ((".count_documents", ".delete_one", ".find_one_and_delete"), Argument(0, "filter"), ""),
        ((".aggregate",), Argument(0, "pipeline"), ""),
        ((".distinct",), Argument(1, "filter"), "'name', "),
        ((".update_one", ".find_one_and_update"), Argument(0, "filter"), ""),
        ((".update_one", ".update_many", ".find_one_and_update"), Argument(1, "update"), "{}, "),
    )
)
