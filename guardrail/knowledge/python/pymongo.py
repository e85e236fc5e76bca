"""PyMongo and Motor: documents deleted or overwritten, collections and databases dropped.

Source: the API documentation of PyMongo 4.20 (`MongoClient`, `Database`, `Collection`, bulk write
operations, and the asynchronous classes of the same names) and of Motor 3.7; `remove` and `update`
are those of PyMongo 3.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ALWAYS,
    AROUND,
    ITSELF,
    ChangesData,
    ChangesObject,
    Gives,
    Inside,
    Kind,
    Makes,
)
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _DATABASE, _COLLECTION = "mongo client", "mongo database", "mongo collection"
_CURSOR, _DOCUMENT = "mongo cursor", "mongo document"
_BESIDE = (
    *("pymongo", "motor", "MongoClient", "mongo", "collection", "mongomock"),
    *("mongoengine", "beanie"),
)
_FILTER = Argument(0, "filter")
_EVERY = (
    "{}",
    "None",
    "{'_id': {'$exists': True}}",
    "{'_id': {'$ne': None}}",
    "{'$expr': True}",
)
_EVERY_LIKE = (
    r"\{'[\w.]+':\{'\$regex':r?'(\.\*|\^|\^\.\*\$?)?'(,'\$options':'\w*')?\}\}",
    r"\{'\$or':\[(.*,)?\{\}(,.*)?\]\}",
    r"\{'[\w.]+':\{'\$gte?':(0|-1)\}\}",
)
_START = "from pymongo import MongoClient\nshop = MongoClient().shop\n"
_OLD = "the method was removed in PyMongo 4"

_SETTINGS = r"(,?(projection|batch_size|no_cursor_timeout|sort|session|allow_disk_use)=[^=]+)*"
_FOUND_ALL = (rf"((filter=)?(\{{\}}|None)(,\{{[^{{}}]*\}}|,\[[^\[\]]*\])?)?{_SETTINGS}",)

KINDS: tuple[Kind, ...] = (
    Makes(names=("flask_pymongo.PyMongo",), kind="flask pymongo", unproved="a package of its own"),
    Gives(kind="flask pymongo", member="db", gives=_DATABASE),
    Gives(kind="flask pymongo", member="cx", gives=_CLIENT),
    Makes(
        names=(
            "pymongo.MongoClient",
            "pymongo.AsyncMongoClient",
            "pymongo.mongo_client.MongoClient",
            "motor.motor_asyncio.AsyncIOMotorClient",
            "motor.motor_tornado.MotorClient",
        ),
        kind=_CLIENT,
    ),
    Makes(
        names=("mongomock.MongoClient", "mongomock_motor.AsyncMongoMockClient"),
        kind=_CLIENT,
        proxy="a copy without some methods",
        throwaway=(ALWAYS,),
    ),
    Makes(
        names=(
            "pymongo.database.Database",
            "pymongo.asynchronous.database.AsyncDatabase",
            "motor.motor_asyncio.AsyncIOMotorDatabase",
        ),
        kind=_DATABASE,
        named=Argument(1, "name"),
    ),
    Makes(
        names=(
            "pymongo.collection.Collection",
            "pymongo.asynchronous.collection.AsyncCollection",
            "motor.motor_asyncio.AsyncIOMotorCollection",
        ),
        kind=_COLLECTION,
        named=Argument(1, "name"),
    ),
    Makes(
        names=(
            "pymongo.cursor.Cursor",
            "pymongo.asynchronous.cursor.AsyncCursor",
            "motor.motor_asyncio.AsyncIOMotorCursor",
        ),
        kind=_CURSOR,
    ),
    Gives(kind=_CLIENT, member="* []", gives=_DATABASE, named=ITSELF),
    Gives(
        kind=_CLIENT,
        member="get_database()",
        gives=_DATABASE,
        named=Argument(0, "name"),
    ),
    Gives(kind=_CLIENT, member="get_default_database()", gives=_DATABASE),
    Gives(kind=_DATABASE, member="* []", gives=_COLLECTION, named=ITSELF),
    Gives(kind=_DATABASE, member="client", gives=_CLIENT),
    Gives(kind=_DATABASE, member="name", gives=""),
    Gives(
        kind=_DATABASE,
        member="get_collection() create_collection()",
        gives=_COLLECTION,
        named=Argument(0, "name"),
    ),
    Gives(kind=_DATABASE, member="with_options()", gives=_DATABASE),
    Gives(kind=_COLLECTION, member="* []", gives=_COLLECTION, named=ITSELF),
    Gives(kind=_COLLECTION, member="with_options()", gives=_COLLECTION),
    Gives(kind=_COLLECTION, member="database", gives=_DATABASE),
    Gives(kind=_COLLECTION, member="name full_name", gives=""),
    Gives(kind=_COLLECTION, member="find()", gives=_CURSOR, narrows=True, every=_FOUND_ALL),
    Gives(kind=_CURSOR, member="sort() batch_size() to_list()", gives=_CURSOR),
    Gives(kind=_CURSOR, member="limit() skip()", gives=_CURSOR, one=True),
    Gives(kind=_CURSOR, member="for", gives=_DOCUMENT),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete_many",),
        on=(_COLLECTION,),
        verb=Verb.DELETE,
        filter=_FILTER,
        every=_EVERY,
        every_like=_EVERY_LIKE,
        keys=("_id",),
        store="mongodb",
        unmistakable=True,
        beside=_BESIDE,
        example=_START + "shop.users.delete_many({})",
        twin=_START + 'shop.users.delete_many({"expired": True})',
    ),
    ChangesData(
        names=(".update_many",),
        on=(_COLLECTION,),
        verb=Verb.UPDATE,
        filter=_FILTER,
        every=_EVERY,
        every_like=_EVERY_LIKE,
        keys=("_id",),
        store="mongodb",
        unmistakable=True,
        beside=_BESIDE,
        example=_START + 'shop.users.update_many({}, {"$set": {"active": False}})',
        twin=_START + 'shop.users.update_many({"plan": "old"}, {"$set": {"active": False}})',
    ),
    ChangesData(
        names=(".remove",),
        on=(_COLLECTION,),
        verb=Verb.DELETE,
        filter=Argument(0, "spec_or_id"),
        every=_EVERY,
        every_like=_EVERY_LIKE,
        keys=("_id",),
        store="mongodb",
        unproved=_OLD,
        beside=("pymongo",),
        example=_START + "shop.users.remove()",
        twin=_START + 'shop.users.remove({"_id": 7})',
    ),
    ChangesData(
        names=(".delete_one", ".find_one_and_delete"),
        on=(_COLLECTION,),
        verb=Verb.DELETE,
        filter=_FILTER,
        each=True,
        store="mongodb",
        beside=_BESIDE,
        example=_START
        + "for user in shop.users.find():\n    shop.users.delete_one({'_id': user['_id']})",
        twin=_START
        + "for user in shop.users.find({'plan': 'old'}):\n"
        + "    shop.users.delete_one({'_id': user['_id']})",
    ),
    ChangesData(
        names=("pymongo.DeleteMany", "pymongo.operations.DeleteMany"),
        verb=Verb.DELETE,
        target=AROUND,
        filter=_FILTER,
        every=_EVERY,
        every_like=_EVERY_LIKE,
        keys=("_id",),
        store="mongodb",
        beside=("pymongo",),
        example=_START + "import pymongo\nshop.users.bulk_write([pymongo.DeleteMany({})])",
        twin=_START + "import pymongo\nshop.users.bulk_write([pymongo.DeleteOne({'_id': 1})])",
    ),
    ChangesData(
        names=("pymongo.UpdateMany", "pymongo.operations.UpdateMany"),
        verb=Verb.UPDATE,
        target=AROUND,
        filter=_FILTER,
        every=_EVERY,
        every_like=_EVERY_LIKE,
        keys=("_id",),
        store="mongodb",
        beside=("pymongo",),
        example=_START
        + "import pymongo\nshop.users.bulk_write([pymongo.UpdateMany({}, {'$set': {'a': 1}})])",
        twin=_START
        + "import pymongo\nshop.users.bulk_write("
        + "[pymongo.UpdateMany({'a': 2}, {'$set': {'a': 1}})])",
    ),
    ChangesObject(
        names=(".drop",),
        on=(_COLLECTION,),
        what=ObjectKind.TABLE,
        store="mongodb",
        beside=_BESIDE,
        example=_START + "shop.users.drop()",
        twin=_START + 'shop.users.drop_index("email_1")',
    ),
    ChangesObject(
        names=(".rename",),
        on=(_COLLECTION,),
        when=((Argument(-1, "dropTarget"), ("True",)),),
        what=ObjectKind.TABLE,
        verb=Verb.CREATE,
        target=Argument(0, "new_name"),
        store="mongodb",
        unproved="the server takes it among the keywords",
        beside=_BESIDE,
        example=_START + "shop.fresh.rename('users', dropTarget=True)",
        twin=_START + "shop.fresh.rename('users')",
    ),
    ChangesObject(
        names=(".drop_collection",),
        on=(_DATABASE,),
        what=ObjectKind.TABLE,
        target=Argument(0, "name_or_collection"),
        store="mongodb",
        unmistakable=True,
        beside=("pymongo", "motor", "MongoClient", "mongomock", "mongoengine", "mongo"),
        example=_START + 'shop.drop_collection("users")',
        twin=_START + 'shop.create_collection("users")',
    ),
    ChangesObject(
        names=(".drop_database",),
        on=(_CLIENT,),
        what=ObjectKind.DATABASE,
        target=Argument(0, "name_or_database"),
        store="mongodb",
        unmistakable=True,
        beside=("pymongo", "motor", "MongoClient", "mongomock", "mongoengine", "mongo"),
        example="from pymongo import MongoClient\nMongoClient().drop_database('shop')",
        twin="from pymongo import MongoClient\nMongoClient().get_database('shop')",
    ),
    ChangesObject(
        names=(".drop_indexes",),
        on=(_COLLECTION,),
        what=ObjectKind.INDEX,
        store="mongodb",
        unmistakable=True,
        beside=_BESIDE,
        example=_START + "shop.users.drop_indexes()",
        twin=_START + "shop.users.index_information()",
    ),
    ChangesObject(
        names=(".aggregate",),
        on=(_COLLECTION,),
        what=ObjectKind.TABLE,
        verb=Verb.CREATE,
        target=Inside(Argument(0, "pipeline"), "$out"),
        store="mongodb",
        beside=_BESIDE,
        example=_START + 'shop.users.aggregate([{"$match": {}}, {"$out": "customers"}])',
        twin=_START + 'shop.users.aggregate([{"$match": {}}, {"$merge": {"into": "customers"}}])',
    ),
)
