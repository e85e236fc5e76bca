"""Firestore, the Realtime Database and users of Firebase: collections and trees deleted.

Source: the documentation of google-cloud-firestore 2.34 (`Client.recursive_delete`,
`CollectionReference`, `DocumentReference`, `WriteBatch`) and firebase-admin 7.7 (`db.Reference`,
`auth.delete_users`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes, Spelt
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_CLIENT, _COLLECTION, _DOCUMENT = (
    "firestore client",
    "firestore collection",
    "firestore document",
)
_EVERY = (
    r"'\w+','(>=|>|!=)',(0|-1|''|None)",
    r"filter=(\w+\.)*FieldFilter\('\w+','(>=|>|!=)',(0|-1|''|None)\)",
)
"""Conditions of nearly all documents that have the field at all."""
_BATCH, _SNAPSHOT, _TREE = "firestore batch", "firestore snapshot", "firebase tree"
_TOP = "firebase top"
_PAGE = "firebase users"
_APP = r"(?:,(?:app=)?[\w.()\[\]']+)?"
"""The application that a reference belongs to, which stands behind its path."""
_ROOT = rf"(?:path=)?'/?'{_APP}|app=[\w.()\[\]']+"
_BESIDE = ("firestore", "firebase_admin")
_START = "from google.cloud import firestore\ndb = firestore.Client()\n"
_USERS = "from firebase_admin import auth\n"
_TREES = "import firebase_admin\nfrom firebase_admin import db\n"

KINDS: tuple[Kind, ...] = (
    Spelt(names=("firestore_client", "firestore_db"), kind=_CLIENT),
    Makes(
        names=(
            "google.cloud.firestore.Client",
            "google.cloud.firestore.AsyncClient",
            "google.cloud.firestore_v1.Client",
        ),
        kind=_CLIENT,
    ),
    Makes(
        names=("firebase_admin.firestore.client", "firebase_admin.firestore_async.client"),
        kind=_CLIENT,
        proxy="functions",
    ),
    Makes(names=("google.cloud.firestore.CollectionReference",), kind=_COLLECTION),
    Makes(names=("google.cloud.firestore.DocumentReference",), kind=_DOCUMENT),
    Makes(names=("google.cloud.firestore.DocumentSnapshot",), kind=_SNAPSHOT),
    Makes(names=("google.cloud.firestore.WriteBatch",), kind=_BATCH),
    Makes(
        names=("firebase_admin.db.reference",),
        kind=_TREE,
        named=Argument(0, "path"),
        one_like=(rf"f?'/?[^'/]+/[^']+'{_APP}", rf"f?'.*'\.format\(.*\){_APP}"),
        proxy="a function",
    ),
    Makes(
        names=("firebase_admin.db.reference",),
        kind=_TOP,
        by=Argument(0, "path"),
        one_like=(rf"(?!{_ROOT}\Z).*[\w}}].*",),
        proxy="a function",
    ),
    Makes(names=("firebase_admin.db.Reference",), kind=_TREE),
    Gives(kind=_CLIENT, member="collection()", gives=_COLLECTION, named=FIRST),
    Gives(kind=_CLIENT, member="collection_group()", gives=_COLLECTION, named=FIRST),
    Gives(kind=_CLIENT, member="collections()", gives="firestore collections"),
    Gives(kind="firestore collections", member="for", gives=_COLLECTION, widens=True),
    Gives(kind=_CLIENT, member="document()", gives=_DOCUMENT, one=True),
    Gives(kind=_CLIENT, member="batch() bulk_writer()", gives=_BATCH),
    Gives(kind=_COLLECTION, member="where()", gives=_COLLECTION, narrows=True, every=_EVERY),
    Gives(kind=_COLLECTION, member="stream() get() order_by() select()", gives=_COLLECTION),
    Gives(kind=_COLLECTION, member="list_documents()", gives="firestore documents"),
    Gives(kind=_COLLECTION, member="limit()", gives=_COLLECTION),
    Gives(kind=_COLLECTION, member="document()", gives=_DOCUMENT, one=True),
    Gives(kind=_COLLECTION, member="for", gives=_SNAPSHOT),
    Gives(kind="firestore documents", member="for", gives=_DOCUMENT),
    Gives(kind=_SNAPSHOT, member="reference", gives=_DOCUMENT),
    Gives(kind=_DOCUMENT, member="get()", gives=_SNAPSHOT),
    Gives(kind=_DOCUMENT, member="parent", gives=_COLLECTION, widens=True),
    Gives(kind=_DOCUMENT, member="collection()", gives=_COLLECTION, named=FIRST),
    Makes(names=("firebase_admin.auth.list_users",), kind=_PAGE, proxy="a function"),
    Gives(kind=_PAGE, member="iterate_all() get_next_page()", gives=_PAGE),
    Gives(kind=_PAGE, member="users", gives=_PAGE),
    Gives(kind=_PAGE, member="for", gives="firebase user"),
    Gives(kind=_TREE, member="child()", gives=_TREE, one=True),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".recursive_delete",),
        on=(_COLLECTION,),
        by=Argument(0, "reference"),
        what=ObjectKind.TABLE,
        target=Argument(0, "reference"),
        unmistakable=True,
        store="firestore",
        unproved="what is deleted is an argument; the method stands in the client",
        example=_START + "db.recursive_delete(db.collection('users'))",
        twin=_START + "db.recursive_delete(db.collection('users').document('7'))",
    ),
    ChangesData(
        names=(".delete",),
        on=(_DOCUMENT,),
        verb=Verb.DELETE,
        store="firestore",
        beside=_BESIDE,
        example=_START + "for doc in db.collection('users').stream():\n    doc.reference.delete()",
        twin=_START
        + "for doc in db.collection('users').where('plan', '==', 'old').stream():\n"
        + "    doc.reference.delete()",
    ),
    ChangesData(
        names=(".delete",),
        on=(_BATCH,),
        each=True,
        verb=Verb.DELETE,
        store="firestore",
        beside=_BESIDE,
        example=_START + "batch = db.batch()\nfor doc in db.collection('users').stream():\n"
        "    batch.delete(doc.reference)",
        twin=_START + "batch = db.batch()\nbatch.delete(db.collection('users').document('7'))",
    ),
    ChangesData(
        names=(".delete",),
        on=(_TREE,),
        verb=Verb.DELETE,
        store="firebase",
        beside=_BESIDE,
        example=_TREES + "db.reference('/users').delete()",
        twin=_TREES + "db.reference('/users/7').delete()",
    ),
    ChangesData(
        names=(".set",),
        on=(_TREE,),
        when=((FIRST, ("{}", "None", "dict()")),),
        verb=Verb.DELETE,
        store="firebase",
        beside=_BESIDE,
        example=_TREES + "db.reference('/').set({})",
        twin=_TREES + "db.reference('/users/7').set({})",
    ),
    ChangesData(
        names=(".set",),
        on=(_TOP, f"{_TOP} /"),
        spared=((FIRST, ("{}", "None", "dict()")),),
        verb=Verb.OVERWRITE,
        target="the whole database of Firebase",
        store="firebase",
        beside=_BESIDE,
        example=_TREES + "db.reference('/').set({'users': users})",
        twin=_TREES + "db.reference('/users/7').set({'name': name})",
    ),
    ChangesData(
        names=("firebase_admin.auth.delete_users", "firebase_admin.auth.delete_user"),
        each=True,
        verb=Verb.DELETE,
        store="firebase",
        target="the users of Firebase",
        beside=("firebase_admin",),
        example=_USERS
        + "uids = []\nfor user in auth.list_users().iterate_all():\n    uids.append(user.uid)\n"
        "auth.delete_users(uids)",
        twin=_USERS + "auth.delete_users([user.uid for user in auth.get_users(wanted).users])",
    ),
)
