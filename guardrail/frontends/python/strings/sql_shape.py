"""Whether a text looks like SQL: its first words, after comments, brackets and holes."""

from __future__ import annotations

import re

from guardrail.frontends.python.strings.rope import MASK
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_SKIP = late(rf"[\s({MASK};]+|--[^\n]*(?:\n|\Z)|/\*(?s:.*?)\*/")
_WORD = late(r"[A-Za-z_]+")
_NEXT = late(rf"\s+(?:([A-Za-z_]+)|[{MASK}\"`\[(*'@#:%$])")

_OBJECTS = words(
    "table column index view schema database user role sequence trigger function procedure type"
    " extension policy domain materialized temp temporary unlogged unique global local or external"
    " foreign server event operator aggregate cast collation conversion language rule statistics"
    " subscription publication tablespace text access owned login group synonym package stage task"
    " warehouse stream pipe share if virtual constraint default system keyspace definer algorithm"
    " force recursive dynamic transient fulltext spatial bitmap clustered nonclustered"
    " secret macro dictionary volume recipient datashare masking row rls network password audit"
    " restore flashback profile availability certificate symmetric failover replication"
    " instance session authentication integration connection storage catalog"
)
_ANY = frozenset(("",))
_VERBS: dict[str, frozenset[str]] = {
    "select": _ANY,
    "with": _ANY,
    "insert": words("into overwrite ignore low_priority delayed or"),
    "replace": frozenset(("into",)),
    "update": _ANY,
    "delete": words("from low_priority quick ignore top"),
    "merge": frozenset(("into",)),
    "truncate": _ANY,
    "create": _OBJECTS,
    "drop": _OBJECTS,
    "alter": _OBJECTS,
    "rename": words("table user"),
    "grant": _ANY,
    "revoke": _ANY,
    "comment": frozenset(("on",)),
    "copy": _ANY,
    "set": _ANY,
    "reset": _ANY,
    "lock": words("table tables in"),
    "vacuum": _ANY,
    "analyze": _ANY,
    "reindex": _ANY,
    "cluster": _ANY,
    "refresh": frozenset(("materialized",)),
    "explain": _ANY,
    "pragma": _ANY,
    "call": _ANY,
    "exec": _ANY,
    "execute": _ANY,
    "do": _ANY,
    "declare": _ANY,
    "begin": _ANY,
    "commit": _ANY,
    "rollback": _ANY,
    "start": frozenset(("transaction",)),
    "savepoint": _ANY,
    "release": frozenset(("savepoint",)),
    "use": _ANY,
    "show": _ANY,
    "describe": _ANY,
    "attach": _ANY,
    "detach": _ANY,
    "load": words("data"),
    "import": words("foreign"),
    "security": frozenset(("label",)),
    "reassign": frozenset(("owned",)),
    "notify": _ANY,
    "listen": _ANY,
    "prepare": _ANY,
    "deallocate": _ANY,
    "optimize": frozenset(("table",)),
    "flush": _ANY,
    "remove": frozenset(),
    "rm": frozenset(),
    "audit": words("policy all"),
    "noaudit": words("policy all"),
    "disable": frozenset(("trigger",)),
    "enable": frozenset(("trigger",)),
    "system": words("drop shutdown kill stop flush"),
    "purge": _ANY,
    "kill": _ANY,
    "stop": words("replica slave group_replication"),
    "shutdown": _ANY,
    "handler": _ANY,
    "unload": _ANY,
    "export": words("data database"),
    "deny": _ANY,
    "dbcc": words("checkdb checktable checkalloc shrinkdatabase shrinkfile"),
    "backup": words("database log"),
    "restore": words("database log"),
    "flashback": words("database table"),
    "install": words("plugin component soname"),
    "uninstall": words("plugin component soname"),
    "if": _ANY,
    "while": _ANY,
}
_ONE_NAME = late(rf"\s+[\w.\"{MASK}]+\s*;?\s*\Z")
"""A table behind `TRUNCATE`, and nothing more."""
_TELLING = late(
    r"\b(?:from|set|into|values|table|where|join|on|to|database|schema|=)\b|[;=*]", re.IGNORECASE
)


def looks_like_sql(text: str, certain: bool) -> bool:
    """Whether a text, holes masked, is SQL. `certain`: the receiver runs SQL, the verb suffices."""
    at = 0
    while (skipped := _SKIP.match(text, at)) is not None:
        at = skipped.end()
    word = _WORD.match(text, at)
    if word is None:
        return False
    second = _VERBS.get(word[0].lower())
    if second is None:
        return False
    if certain:
        return True
    following = _NEXT.match(text, word.end())
    if following is None:
        return False
    if word[0] == "TRUNCATE" and _ONE_NAME.match(text, word.end()) is not None:
        return True
    if second is _ANY:
        return _TELLING.search(text, following.end(), following.end() + 2000) is not None
    return following[1] is None or following[1].lower() in second
