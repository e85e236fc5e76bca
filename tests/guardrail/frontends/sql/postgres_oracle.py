"""What PostgreSQL's own parser says that a statement would do, as plain facts.

The grammar is that of PostgreSQL 18 (libpg_query, through postgast): a reading that shares nothing
with Guardrail's. A fact is a tuple of words; names are case folded and without quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from guardrail.effects import (
    Aspect,
    DataChange,
    Effect,
    ObjectKind,
    PrivilegeChange,
    SchemaChange,
    SessionAction,
    SessionChange,
    Verb,
)
from guardrail.names import plain

Fact = tuple[str, ...]

_KINDS = {
    "OBJECT_TABLE": "table",
    "OBJECT_FOREIGN_TABLE": "table",
    "OBJECT_VIEW": "view",
    "OBJECT_MATVIEW": "materialized view",
    "OBJECT_INDEX": "index",
    "OBJECT_SCHEMA": "schema",
    "OBJECT_TYPE": "type",
    "OBJECT_DOMAIN": "type",
    "OBJECT_SEQUENCE": "sequence",
    "OBJECT_FUNCTION": "function",
    "OBJECT_PROCEDURE": "function",
    "OBJECT_ROUTINE": "function",
    "OBJECT_AGGREGATE": "function",
    "OBJECT_TRIGGER": "trigger",
    "OBJECT_RULE": "trigger",
    "OBJECT_POLICY": "policy",
    "OBJECT_EXTENSION": "extension",
    "OBJECT_COLUMN": "column",
    "OBJECT_TABCONSTRAINT": "constraint",
}
_OWNED = ("trigger", "policy")
_TRANSACTIONS = {
    "TRANS_STMT_BEGIN": "begin",
    "TRANS_STMT_START": "begin",
    "TRANS_STMT_COMMIT": "commit",
    "TRANS_STMT_ROLLBACK": "rollback",
    "TRANS_STMT_ROLLBACK_TO": "rollback",
    "TRANS_STMT_SAVEPOINT": "savepoint",
}
_COLUMNS = {
    "AT_AddColumn": "create",
    "AT_DropColumn": "drop",
    "AT_AlterColumnType": "alter type",
    "AT_SetNotNull": "alter nullability",
    "AT_DropNotNull": "alter nullability",
    "AT_ColumnDefault": "alter default",
}
_CONSTRAINTS = {
    "AT_AddConstraint": "create",
    "AT_DropConstraint": "drop",
    "AT_ValidateConstraint": "alter validation",
}
_SECURITY = {
    "AT_EnableRowSecurity": "enable",
    "AT_DisableRowSecurity": "disable",
    "AT_ForceRowSecurity": "enable",
    "AT_NoForceRowSecurity": "disable",
}


def facts(text: str) -> set[Fact] | None:
    """The facts of a text of one or more statements; `None` where PostgreSQL refuses it."""
    import postgast

    try:
        tree = postgast.parse(text)
    except Exception:  # the parser's own errors, and protobuf's for what is nested too deeply
        return None
    return {fact for statement in tree.stmts for fact in _statement(statement.stmt)}


def _statement(node: Any) -> Iterator[Fact]:
    kind = node.WhichOneof("node")
    if kind is None:
        return
    inner = getattr(node, kind)
    reader = _READERS.get(kind)
    if reader is not None:
        yield from reader(inner)
    if kind in _DATA or kind == "select_stmt":
        yield from _common(inner)


def _common(inner: Any) -> Iterator[Fact]:
    """The writes in the WITH of a statement, and of the queries in it."""
    for each in inner.with_clause.ctes:
        yield from _statement(each.common_table_expr.ctequery)
    for name in ("larg", "rarg"):
        if hasattr(inner, name) and inner.HasField(name):
            yield from _common(getattr(inner, name))
    if hasattr(inner, "select_stmt") and inner.HasField("select_stmt"):
        yield from _statement(inner.select_stmt)


def _table(relation: Any) -> str:
    parts = (relation.catalogname, relation.schemaname, relation.relname)
    return ".".join(part for part in parts if part)


def _name(nodes: Iterable[Any]) -> str:
    return ".".join(node.string.sval for node in nodes)


def _write(verb: str) -> Any:
    def read(inner: Any) -> Iterator[Fact]:
        scope = ""
        if verb in ("delete", "update"):
            scope = "some" if inner.HasField("where_clause") else "all"
        yield fact(verb, _table(inner.relation), scope)

    return read


def _truncate(inner: Any) -> Iterator[Fact]:
    for relation in inner.relations:
        yield fact("truncate", _table(relation.range_var), "")


def _drop(inner: Any) -> Iterator[Fact]:
    from postgast import pg_query_pb2 as pb

    kind = _KINDS.get(pb.ObjectType.Name(inner.remove_type), "object")
    for each in inner.objects:
        which = each.WhichOneof("node")
        if which == "list":
            items = each.list.items
            name = _name(items[-1:]) if kind in _OWNED else _name(items)
        elif which == "type_name":
            name = _name(each.type_name.names)
        elif which == "object_with_args":
            name = _name(each.object_with_args.objname)
        else:
            name = each.string.sval
        if kind != "object":
            yield fact("drop", kind, name)


def _alter(inner: Any) -> Iterator[Fact]:
    from postgast import pg_query_pb2 as pb

    table = _table(inner.relation)
    if pb.ObjectType.Name(inner.objtype) in ("OBJECT_INDEX", "OBJECT_SEQUENCE", "OBJECT_TYPE"):
        return
    for each in inner.cmds:
        command = each.alter_table_cmd
        what = pb.AlterTableType.Name(command.subtype)
        if what in _COLUMNS:
            name = command.name or getattr(command, "def").column_def.colname
            yield fact(_COLUMNS[what], "column", f"{table}.{name}")
        elif what in _CONSTRAINTS:
            name = command.name or getattr(command, "def").constraint.conname
            yield fact(_CONSTRAINTS[what], "constraint", f"{table}.{name}")
        elif what in _SECURITY:
            yield fact(_SECURITY[what], "row level security", table)


def _create(inner: Any) -> Iterator[Fact]:
    columns = [
        each.column_def.colname
        for each in inner.table_elts
        if each.WhichOneof("node") == "column_def" and each.column_def.HasField("type_name")
    ]
    yield fact("create", "table", _table(inner.relation))
    likes = any(each.WhichOneof("node") == "table_like_clause" for each in inner.table_elts)
    if not inner.inh_relations and not inner.HasField("of_typename") and not likes:
        yield fact("columns", _table(inner.relation), *columns)


def _foreign(inner: Any) -> Iterator[Fact]:
    yield from _create(inner.base_stmt)


def _create_as(inner: Any) -> Iterator[Fact]:
    from postgast import pg_query_pb2 as pb

    kind = _KINDS[pb.ObjectType.Name(inner.objtype)]
    yield fact("create", kind, _table(inner.into.rel))
    yield from _statement(inner.query)


def _index(inner: Any) -> Iterator[Fact]:
    flags = f"{'unique ' * inner.unique}{'concurrently' * inner.concurrent}".strip()
    yield fact("create", "index", f"{_table(inner.relation)}.{inner.idxname}", flags)


def _rename(inner: Any) -> Iterator[Fact]:
    from postgast import pg_query_pb2 as pb

    kind = _KINDS.get(pb.ObjectType.Name(inner.rename_type))
    if kind in ("table", "view", "materialized view"):
        yield fact("rename", kind, _table(inner.relation), inner.newname)
    elif kind in ("column", "constraint"):
        yield fact("rename", kind, f"{_table(inner.relation)}.{inner.subname}", inner.newname)


def _view(inner: Any) -> Iterator[Fact]:
    yield fact("create", "view", _table(inner.view))


def _grant(inner: Any) -> Iterator[Fact]:
    spoken = {2: "current_role", 3: "current_user", 4: "session_user", 5: "public"}
    whom = [each.role_spec.rolename or spoken[each.role_spec.roletype] for each in inner.grantees]
    rights = [each.access_priv.priv_name for each in inner.privileges] or ["all"]
    yield fact("grant" if inner.is_grant else "revoke", _sorted(rights), _sorted(whom))


def _sorted(words: Iterable[str]) -> str:
    return " ".join(sorted(plain(word) for word in words))


def _transaction(inner: Any) -> Iterator[Fact]:
    from postgast import pg_query_pb2 as pb

    action = _TRANSACTIONS.get(pb.TransactionStmtKind.Name(inner.kind))
    if action:
        yield fact("transaction", action)


def _lock(inner: Any) -> Iterator[Fact]:
    for relation in inner.relations:
        yield fact("lock", _table(relation.range_var))


def _set(inner: Any) -> Iterator[Fact]:
    from postgast import pg_query_pb2 as pb

    kind = pb.VariableSetKind.Name(inner.kind)
    if kind in ("VAR_SET_VALUE", "VAR_SET_DEFAULT", "VAR_RESET") and inner.name not in _SPELT:
        verb = "set" if kind == "VAR_SET_VALUE" else "reset"
        yield fact(verb, inner.name.rpartition(".")[2])


_SPELT = (
    "role",
    "session_authorization",
    "timezone",
    "client_encoding",
    "search_path",
    "xmloption",
)


def _explain(inner: Any) -> Iterator[Fact]:
    analyze = False
    for each in inner.options:
        option = each.def_elem
        if option.defname == "analyze":
            value = option.arg.string.sval if option.HasField("arg") else ""
            analyze = value not in ("off", "false", "0") and not (
                option.arg.WhichOneof("node") == "integer" and option.arg.integer.ival == 0
            )
    if analyze:
        yield from _statement(inner.query)


def _prepare(inner: Any) -> Iterator[Fact]:
    yield from _statement(inner.query)


def _copy(inner: Any) -> Iterator[Fact]:
    if inner.HasField("query"):
        yield from _statement(inner.query)
    elif inner.is_from:
        yield fact("insert", _table(inner.relation), "")


_DATA = {
    "delete_stmt": _write("delete"),
    "update_stmt": _write("update"),
    "insert_stmt": _write("insert"),
    "merge_stmt": _write("merge"),
}
_READERS: dict[str, Any] = {
    **_DATA,
    "truncate_stmt": _truncate,
    "drop_stmt": _drop,
    "alter_table_stmt": _alter,
    "create_stmt": _create,
    "create_foreign_table_stmt": _foreign,
    "create_table_as_stmt": _create_as,
    "index_stmt": _index,
    "rename_stmt": _rename,
    "view_stmt": _view,
    "grant_stmt": _grant,
    "transaction_stmt": _transaction,
    "lock_stmt": _lock,
    "variable_set_stmt": _set,
    "explain_stmt": _explain,
    "prepare_stmt": _prepare,
    "copy_stmt": _copy,
}


def fact(*words: str) -> Fact:
    """A fact with its names case folded, without quotes."""
    return tuple(".".join(part[:63] for part in plain(word).split(".")) for word in words)


def seen(effects: Iterable[Effect]) -> set[Fact]:
    """The same facts, as Guardrail's effects say them."""
    return {each for effect in effects for each in _told(effect)}


def _told(effect: Effect) -> Iterator[Fact]:
    if isinstance(effect, DataChange):
        scope = ""
        if effect.verb in (Verb.DELETE, Verb.UPDATE):
            scope = "all" if effect.scope == "none" else "some"
        yield fact(effect.verb, effect.target, scope)
    elif isinstance(effect, SchemaChange):
        yield from _changed(effect)
    elif isinstance(effect, PrivilegeChange):
        if effect.verb in (Verb.GRANT, Verb.REVOKE):
            yield fact(effect.verb, _sorted(effect.privileges), _sorted(effect.whom))
        elif effect.protection.endswith("row level security"):
            yield fact(effect.verb, "row level security", effect.on)
    elif isinstance(effect, SessionChange):
        if effect.action is SessionAction.LOCK:
            yield fact("lock", effect.name)
        elif effect.action in (SessionAction.SET, SessionAction.RESET):
            yield fact(effect.action, effect.name.rpartition(".")[2])
        else:
            yield fact("transaction", effect.action)


def _changed(effect: SchemaChange) -> Iterator[Fact]:
    kind = effect.kind
    verb = str(effect.verb)
    own = f"{effect.table}.{effect.name}"
    if kind in (ObjectKind.COLUMN, ObjectKind.CONSTRAINT):
        if effect.verb is Verb.RENAME:
            yield fact("rename", kind, own, effect.new_name)
        elif effect.verb is not Verb.ALTER:
            yield fact(verb, kind, own)
        elif effect.aspect not in (Aspect.OTHER, Aspect.NONE):
            yield fact(f"alter {effect.aspect}", kind, own)
    elif effect.verb is Verb.DROP:
        yield fact("drop", kind, effect.name)
    elif effect.verb is Verb.CREATE and kind is ObjectKind.TABLE:
        yield fact("create", "table", effect.table)
        if effect.shape is not None and effect.shape.complete:
            yield fact("columns", effect.table, *effect.columns)
    elif effect.verb is Verb.CREATE and kind is ObjectKind.INDEX:
        flags = f"{'unique ' * effect.unique}{'concurrently' * effect.concurrently}".strip()
        yield fact("create", "index", own, flags)
    elif effect.verb is Verb.CREATE:
        yield fact("create", kind, effect.name)
    elif effect.verb is Verb.RENAME:
        yield fact("rename", kind, effect.table or effect.name, effect.new_name)
