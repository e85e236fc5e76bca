"""Supabase and PostgREST: rows deleted and overwritten by filters that all pass, buckets emptied
and opened.

Source: the documentation of supabase-py 2.34, postgrest 2.34 (`SyncRequestBuilder`,
`SyncFilterRequestBuilder`) and storage3. PostgREST may refuse a delete without a filter, which is
why `.neq("id", 0)` is written to mean all.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Inside,
    Kind,
    Makes,
    RunsQuery,
    Spelt,
)
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _TABLE, _STORAGE = "supabase client", "supabase table", "supabase storage"
_DELETE, _UPDATE, _NOT = "supabase delete", "supabase update", "supabase not"
_ADMIN = "supabase admin"
_BUCKET, _FILES = "supabase bucket", "supabase files"
_BESIDE = ("supabase", "postgrest", "table", "from_")
_START = "from supabase import create_client\nsb = create_client(url, key)\n"
_NEVER = (
    r"(0|-1|-?\d{7,}|''|'0+(-0+)*'|None|'null'"
    r"|'[a-zA-Z ]*(none|never|impossible|xyz)[a-zA-Z ]*')"
)
_UNEQUAL = (rf"(column=)?'\w+',(value=)?{_NEVER}",)
_LONG_AGO = r"'(0\d\d\d|1[0-8]\d\d|19[0-7]\d)-\d\d-\d\d[^']*'"
_LOWEST = rf"(-?[01]|-\d+|{_LONG_AGO}|'0+(-0+)*'|'')"
_ABOVE = (rf"(column=)?'\w+',(value=)?{_LOWEST}",)
_BELOW = (r"(column=)?'\w+',(value=)?(\d{8,}|'9\d{3}-\d\d-\d\d[^']*'|'now\(\)')",)
_NULL = (r"'(id|uuid|\w+_id)','not\.null'", r"'(id|uuid)','not\.is','null'")
_IS_NULL = (r"'(id|uuid|created_at)',('null'|None)",)
_PATTERN = (r"'\w+','%+'",)

KINDS: tuple[Kind, ...] = (
    Spelt(names=("supabase", "supabase_client", "sb", "supabase_admin"), kind=_CLIENT),
    Makes(names=("supabase.Client", "supabase.AsyncClient"), kind=_CLIENT),
    Makes(
        names=("supabase.create_client", "supabase.create_async_client", "supabase.acreate_client"),
        kind=_CLIENT,
        proxy="functions",
    ),
    Makes(names=("postgrest.SyncPostgrestClient", "postgrest.AsyncPostgrestClient"), kind=_CLIENT),
    Makes(names=("postgrest.SyncRequestBuilder",), kind=_TABLE),
    Makes(names=("postgrest.SyncFilterRequestBuilder",), kind=_DELETE),
    Makes(names=("postgrest.SyncFilterRequestBuilder",), kind=_UPDATE),
    Makes(names=("storage3.SyncStorageClient",), kind=_STORAGE),
    Gives(kind=_CLIENT, member="from_()", gives=_TABLE, named=Argument(0)),
    Gives(kind=_CLIENT, member="table()", gives=_TABLE, named=Argument(0)),
    Gives(kind=_CLIENT, member="schema()", gives=_CLIENT),
    Gives(kind=_CLIENT, member="storage", gives=_STORAGE),
    Gives(kind=_STORAGE, member="from_()", gives=_BUCKET, named=Argument(0, "id")),
    Gives(kind=_BUCKET, member="list()", gives=_FILES, filters=(Argument(0, "path"),)),
    Gives(kind=_FILES, member="for", gives="supabase file"),
    Gives(kind=_CLIENT, member="postgrest", gives=_CLIENT),
    Gives(kind=_CLIENT, member="auth", gives=_CLIENT),
    Gives(kind=_CLIENT, member="admin", gives=_ADMIN),
    Gives(kind=_ADMIN, member="list_users()", gives="supabase users"),
    Gives(kind="supabase users", member="for", gives="supabase user"),
    Gives(kind=_TABLE, member="delete()", gives=_DELETE),
    Gives(kind=_TABLE, member="update()", gives=_UPDATE),
    *(
        Gives(kind=kind, member=member, gives=kind, narrows=True, every=every)
        for kind in (_DELETE, _UPDATE)
        for member, every in (
            ("eq() in_() match() filter() or_() contains() like_any_of()", ()),
            ("ov() range_lt() range_gt() fts() contained_by() overlaps()", ()),
            ("neq()", _UNEQUAL),
            ("gt() gte()", _ABOVE),
            ("lt() lte()", _BELOW),
            ("is_()", _NULL),
            ("like() ilike()", _PATTERN),
        )
    ),
    Gives(kind=_DELETE, member="not_", gives=_NOT + " deleted"),
    Gives(kind=_UPDATE, member="not_", gives=_NOT + " updated"),
    *(
        Gives(kind=f"{_NOT} {done}", member=member, gives=kind, narrows=True, every=every)
        for kind, done in ((_DELETE, "deleted"), (_UPDATE, "updated"))
        for member, every in (
            ("is_()", _IS_NULL),
            ("eq()", _UNEQUAL),
            ("in_()", (r"'\w+',(\[\]|\(\))",)),
            ("gt() gte() lt() lte() like() ilike() contains()", ()),
        )
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".execute",),
        on=(_DELETE,),
        verb=Verb.DELETE,
        store="supabase",
        beside=_BESIDE,
        example=_START + "sb.table('users').delete().neq('id', 0).execute()",
        twin=_START + "sb.table('users').delete().eq('id', 7).execute()",
    ),
    ChangesData(
        names=(".execute",),
        on=(_UPDATE,),
        verb=Verb.UPDATE,
        store="supabase",
        beside=_BESIDE,
        example=_START + "sb.table('users').update({'active': False}).gte('id', 0).execute()",
        twin=_START + "sb.table('users').update({'active': False}).eq('plan', 'old').execute()",
    ),
    RunsQuery(
        names=(".rpc",),
        on=(_CLIENT,),
        language="sql",
        text=Inside(Argument(1, "params"), "sql|query|statement|sql_query|query_text|sql_text"),
        when=((Argument(0, "func"), (r"~(?i).*(?:sql|query|statement)",)),),
        like="",
        store="supabase",
        beside=("rpc",),
        unproved="the client's class hands it on",
        example=_START + "sb.rpc('exec_sql', {'sql': 'DROP TABLE orders'}).execute()",
        twin=_START + "sb.rpc('exec_sql', {'sql': 'SELECT 1'}).execute()",
    ),
    ChangesObject(
        names=(".empty_bucket", ".delete_bucket"),
        on=(_STORAGE,),
        what="bucket",
        target=Argument(0, "id"),
        unmistakable=True,
        store="supabase",
        beside=("storage",),
        example=_START + "sb.storage.empty_bucket('avatars')",
        twin=_START + "sb.storage.get_bucket('avatars')",
    ),
    ChangesObject(
        names=(".create_bucket", ".update_bucket"),
        on=(_STORAGE,),
        what="storage bucket",
        verb=Verb.GRANT,
        target=Argument(0, "id"),
        protections=(
            ("options.public", "True", "reading without a key"),
            ("1.public", "True", "reading without a key"),
            ("2.public", "True", "reading without a key"),
        ),
        store="supabase",
        beside=("storage",),
        unproved="options are the second argument of one, the third of the other",
        example=_START + "sb.storage.create_bucket('invoices', options={'public': True})",
        twin=_START + "sb.storage.create_bucket('invoices', options={'public': False})",
    ),
    ChangesData(
        names=(".remove",),
        on=(_BUCKET,),
        each=True,
        verb=Verb.DELETE,
        store="s3",
        beside=("storage",),
        unproved="the bucket's class isn't public",
        example=_START + "box = sb.storage.from_('invoices')\n"
        "box.remove([file['name'] for file in box.list()])",
        twin=_START + "box = sb.storage.from_('invoices')\n"
        "box.remove([file['name'] for file in box.list('tmp')])",
    ),
    ChangesData(
        names=(".delete_user",),
        on=(_ADMIN,),
        each=True,
        verb=Verb.DELETE,
        target="the users of Supabase",
        store="supabase",
        beside=("admin",),
        unproved="auth.admin is an attribute of an instance",
        example=_START + "for user in sb.auth.admin.list_users():\n"
        "    sb.auth.admin.delete_user(user.id)",
        twin=_START + "for user in sb.auth.admin.list_users():\n"
        "    sb.auth.admin.get_user_by_id(user.id)",
    ),
    ChangesObject(
        names=(".delete_user",),
        on=(_ADMIN,),
        what="user",
        spared=(("should_soft_delete", ("True",)),),
        store="supabase",
        beside=("admin",),
        unproved="auth.admin is an attribute of an instance",
        example=_START + "sb.auth.admin.delete_user(user_id)",
        twin=_START + "sb.auth.admin.get_user_by_id(user_id)",
    ),
)
