"""The words for kinds of objects, and what each is called here."""

from __future__ import annotations

from guardrail.effects import ObjectKind
from guardrail.frontends.sql.cursor import Cursor

_K = ObjectKind

KINDS: dict[str, ObjectKind] = {
    "TABLE": _K.TABLE,
    "FOREIGN TABLE": _K.TABLE,
    "EXTERNAL TABLE": _K.TABLE,
    "SNAPSHOT TABLE": _K.TABLE,
    "DYNAMIC TABLE": _K.TABLE,
    "ICEBERG TABLE": _K.TABLE,
    "VIEW": _K.VIEW,
    "MATERIALIZED VIEW": _K.MATERIALIZED_VIEW,
    "INDEX": _K.INDEX,
    "SEARCH INDEX": _K.INDEX,
    "COLUMNSTORE INDEX": _K.INDEX,
    "SCHEMA": _K.SCHEMA,
    "EXTERNAL SCHEMA": _K.SCHEMA,
    "DATABASE": _K.DATABASE,
    "KEYSPACE": _K.DATABASE,
    "CATALOG": _K.DATABASE,
    "PLUGGABLE DATABASE": _K.DATABASE,
    "DATABASE LINK": _K.OTHER,
    "TYPE": _K.TYPE,
    "TYPE BODY": _K.TYPE,
    "DOMAIN": _K.TYPE,
    "SEQUENCE": _K.SEQUENCE,
    "FUNCTION": _K.FUNCTION,
    "TABLE FUNCTION": _K.FUNCTION,
    "PROCEDURE": _K.FUNCTION,
    "PROC": _K.FUNCTION,
    "ROUTINE": _K.FUNCTION,
    "AGGREGATE": _K.FUNCTION,
    "AGGREGATE FUNCTION": _K.FUNCTION,
    "PACKAGE": _K.FUNCTION,
    "PACKAGE BODY": _K.FUNCTION,
    "MACRO": _K.FUNCTION,
    "TRIGGER": _K.TRIGGER,
    "EVENT TRIGGER": _K.TRIGGER,
    "CONSTRAINT TRIGGER": _K.TRIGGER,
    "RULE": _K.TRIGGER,
    "POLICY": _K.POLICY,
    "ROW ACCESS POLICY": _K.POLICY,
    "ALL ROW ACCESS POLICIES": _K.POLICY,
    "MASKING POLICY": _K.POLICY,
    "SECURITY POLICY": _K.POLICY,
    "NETWORK POLICY": _K.POLICY,
    "EXTENSION": _K.EXTENSION,
    "PLUGIN": _K.EXTENSION,
    "LANGUAGE": _K.EXTENSION,
    "TRUSTED LANGUAGE": _K.EXTENSION,
    "PROCEDURAL LANGUAGE": _K.EXTENSION,
    "ROLE": _K.ROLE,
    "USER": _K.ROLE,
    "GROUP": _K.ROLE,
    "LOGIN": _K.ROLE,
    "PROFILE": _K.ROLE,
    "CONSTRAINT": _K.CONSTRAINT,
    **dict.fromkeys(
        (
            "USER MAPPING",
            "TABLESPACE",
            "SERVER",
            "FOREIGN DATA WRAPPER",
            "PUBLICATION",
            "SUBSCRIPTION",
            "STATISTICS",
            "COLLATION",
            "CONVERSION",
            "OPERATOR",
            "OPERATOR CLASS",
            "OPERATOR FAMILY",
            "CAST",
            "TRANSFORM",
            "ACCESS METHOD",
            "TEXT SEARCH CONFIGURATION",
            "TEXT SEARCH DICTIONARY",
            "TEXT SEARCH PARSER",
            "TEXT SEARCH TEMPLATE",
            "EVENT",
            "SYNONYM",
            "PUBLIC SYNONYM",
            "STAGE",
            "STREAM",
            "TASK",
            "PIPE",
            "WAREHOUSE",
            "SHARE",
            "DICTIONARY",
            "RESERVATION",
            "CAPACITY",
            "ASSIGNMENT",
            "CREDENTIAL",
            "SECRET",
            "PERSISTENT SECRET",
            "DEFAULT",
            "PARTITION FUNCTION",
            "PARTITION SCHEME",
            "FULLTEXT CATALOG",
            "FULLTEXT INDEX",
            "ASSEMBLY",
            "CERTIFICATE",
            "MASTER KEY",
            "SYMMETRIC KEY",
            "ASYMMETRIC KEY",
            "ENDPOINT",
            "QUEUE",
            "SERVICE",
            "DIRECTORY",
            "CONTEXT",
            "CLUSTER",
            "FILE FORMAT",
            "STORAGE INTEGRATION",
            "INTEGRATION",
            "RESOURCE GROUP",
            "RESOURCE POOL",
            "WORKLOAD GROUP",
            "AVAILABILITY GROUP",
            "UNDO TABLESPACE",
            "EXTERNAL DATA SOURCE",
            "EXTERNAL FILE FORMAT",
            "EXTERNAL LOCATION",
            "CONNECTION",
            "TAG",
            "MODEL",
            "PREPARE",
            "STORED OUTLINE",
            "PROPERTY GRAPH",
        ),
        _K.OTHER,
    ),
}

OWNED = frozenset({"INDEX", "TRIGGER", "RULE", "POLICY", "ROW ACCESS POLICY", "SEARCH INDEX"})


def is_own_table(kind: ObjectKind) -> bool:
    """Whether an object of this kind has rows or objects of its own: its table is its name."""
    return kind in (_K.TABLE, _K.VIEW, _K.MATERIALIZED_VIEW, _K.SCHEMA, _K.DATABASE)


def accept_kind(cursor: Cursor) -> str:
    """The longest kind of object whose words stand next, moved over; "" where none does."""
    for count in (4, 3, 2, 1):
        phrase = " ".join(cursor.up(ahead) for ahead in range(count))
        if phrase in KINDS:
            cursor.at += count
            return phrase
    return ""
