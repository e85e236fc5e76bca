"""Calls that set whichever fields of a stored object they are told by a dictionary.

Sources: the Python library reference, "setattr" and "object.__dict__"; SQLModel 0.0.24
(`sqlmodel_update`), Django 5.2 (`QuerySet.update`), SQLAlchemy 2 (`Update.values`), PyMongo 4
(`update_one`, "$set"), Tortoise 0.25 (`update_from_dict`), Pony 0.7 (`Entity.set`).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import FIRST, Argument, Row, SetsFields

_ASKED = ("request", "Body(")
_FLASK = "from flask import request\ndef change(user):\n    "

ROWS: tuple[Row, ...] = (
    SetsFields(
        names=("builtins.setattr",),
        fields=Argument(1, "name"),
        in_turn=True,
        beside=_ASKED,
        example="from flask import request\ndef change(user):\n"
        "    for key, value in request.json.items():\n        setattr(user, key, value)",
    ),
    SetsFields(
        names=(".sqlmodel_update", ".update_from_dict", ".__dict__.update"),
        fields=FIRST,
        beside=_ASKED,
        unproved="they are methods of the program's own classes",
        example=f"{_FLASK}user.sqlmodel_update(request.json)",
    ),
    SetsFields(
        names=(".update", ".values", ".set"),
        by_name=True,
        beside=("django", "sqlalchemy", "peewee", "pony.orm", "tortoise", "ormar"),
        unproved="methods of this name are those of other objects too",
        example=f"import django\n{_FLASK}user.objects.filter(pk=1).update(**request.json)",
    ),
    SetsFields(
        names=(".update_one", ".update_many", ".find_one_and_update"),
        fields=Argument(1, "update"),
        key="$set",
        beside=("$set",),
        unproved="methods of this name are those of other stores too",
        example=f"{_FLASK}user.update_one({{'_id': 1}}, {{'$set': request.json}})",
    ),
)
