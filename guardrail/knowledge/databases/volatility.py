"""Whether a function has another value at each call, whatever server's it is.

Sources: PostgreSQL's own functions from the server (`postgres.volatility`); those of its
extensions uuid-ossp, pgcrypto, pg_uuidv7, and those of other servers from their manuals.
"""

from __future__ import annotations

from guardrail.knowledge.databases.postgres.volatility import STEADY, VOLATILE

_VOLATILE_ELSEWHERE = """
    uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuid_generate_v7 gen_random_bytes
    gen_salt rand uuid uuid_short newid newsequentialid sys_guid generate_uuid generateuuidv4
    generateuuidv7 unique_rowid uuid_string randstr last_insert_id random_bytes randomblob
    cuid ulid nanoid sleep
"""
_STEADY_ELSEWHERE = """
    uuid_generate_v3 uuid_generate_v5 uuid_nil uuid_ns_dns uuid_ns_url digest hmac crypt
    current_timestamp current_date current_time localtime localtimestamp coalesce nullif greatest
    least cast try_cast convert try_convert getdate getutcdate sysdate sysdatetime sysutcdatetime
    sysdatetimeoffset systimestamp unix_timestamp utc_timestamp utc_date utc_time curdate curtime
    from_unixtime strftime datetime julianday ifnull isnull nvl json_array user_name suser_sname
    suser_name original_login host_name app_name db_name session_context user database schema
    row array extract json_arrayagg json_objectagg substr instr hex unhex dateadd datediff
"""
_VOLATILE = VOLATILE.union(_VOLATILE_ELSEWHERE.split())
_STEADY = STEADY.union(_STEADY_ELSEWHERE.split())
_BARE = frozenset({"sys_guid"})


def is_volatile(name: str, called: bool = True) -> bool | None:
    """Whether a function is volatile, `None` where it isn't known.

    `called`: parentheses follow the name; without them hardly any is a call.
    """
    plain = name.lower().removeprefix("pg_catalog.")
    if not called:
        return True if plain in _BARE else None
    if plain in _VOLATILE:
        return True
    return False if plain in _STEADY else None
