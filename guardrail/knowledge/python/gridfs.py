"""GridFS, the files that PyMongo and Motor keep in MongoDB: deleted in a loop over all.

Source: the documentation of PyMongo 4.16 (`gridfs.GridFS`, `GridFSBucket`, and the asynchronous
ones) and of Motor 3.7.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Row

_STORE, _FILES = "gridfs", "gridfs files"
_BESIDE = ("gridfs", "GridFS")
_START = (
    "import gridfs\nfrom pymongo import MongoClient\nfs = gridfs.GridFS(MongoClient(uri).shop)\n"
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "gridfs.GridFS",
            "gridfs.GridFSBucket",
            "gridfs.AsyncGridFS",
            "gridfs.AsyncGridFSBucket",
            "motor.motor_asyncio.AsyncIOMotorGridFSBucket",
        ),
        kind=_STORE,
        proxy="methods of one of them are made by a class above",
    ),
    Makes(names=("gridfs.GridFS", "gridfs.GridFSBucket"), kind=_STORE),
    Gives(kind=_STORE, member="find()", gives=_FILES, narrows=True, every=(r"\{\}",)),
    Gives(kind=_FILES, member="sort() batch_size() no_cursor_timeout()", gives=_FILES),
    Gives(kind=_FILES, member="limit()", gives=_FILES, one=True),
    Gives(kind=_FILES, member="for", gives="gridfs file"),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_STORE,),
        each=True,
        verb=Verb.DELETE,
        target="the stored files",
        store="mongodb",
        beside=_BESIDE,
        example=_START + "for one in fs.find():\n    fs.delete(one._id)",
        twin=_START + "for one in fs.find({'owner': 7}):\n    fs.delete(one._id)",
    ),
)
