"""The table of verbs: which reader understands a statement that begins with these words.

A statement is taken by the longest phrase it begins with. What begins with a harmless word yields
nothing; what begins with no word of either table is asked of sqlglot, or told.
"""

from __future__ import annotations

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reader
from guardrail.frontends.sql.statements import (
    alter_table,
    attaching,
    calls,
    clusters,
    create_index,
    create_table,
    drop,
    dynamic,
    guards,
    inserts,
    labels,
    objects,
    rights,
    roles,
    routines,
    rows,
    session,
    switches,
    transfer,
    upkeep,
    wrapped,
)
from guardrail.frontends.sql.token import Kind
from guardrail.frontends.sql.wordset import words

READERS: dict[str, Reader] = {
    "DELETE": rows.delete,
    "UPDATE": rows.update,
    "TRUNCATE": rows.truncate,
    "INSERT": inserts.insert,
    "REPLACE": inserts.insert,
    "MERGE": inserts.merge,
    "WITH": wrapped.with_clause,
    "EXPLAIN": wrapped.explain,
    "DESCRIBE": wrapped.explain,
    "ANALYZE": wrapped.analyze,
    "DO": wrapped.do_block,
    "SELECT": calls.query,
    "VALUES": calls.query,
    "PERFORM": calls.query,
    "CALL": calls.query,
    "RETURN": calls.query,
    "EXECUTE": dynamic.execute,
    "EXEC": dynamic.execute,
    "PREPARE": dynamic.prepare,
    "DROP": drop.drop,
    "ALTER": objects.alter_object,
    "ALTER TABLE": alter_table.alter_table,
    "ALTER ONLINE TABLE": alter_table.alter_table,
    "ALTER OFFLINE TABLE": alter_table.alter_table,
    "ALTER IGNORE TABLE": alter_table.alter_table,
    "ALTER FOREIGN TABLE": alter_table.alter_table,
    "ALTER EXTERNAL TABLE": alter_table.alter_table,
    "ALTER DYNAMIC TABLE": alter_table.alter_table,
    "ALTER ICEBERG TABLE": alter_table.alter_table,
    "ALTER VIEW": alter_table.alter_table,
    "ALTER MATERIALIZED VIEW": alter_table.alter_table,
    "ALTER FUNCTION": routines.alter_routine,
    "ALTER PROCEDURE": routines.alter_routine,
    "ALTER PROC": routines.alter_routine,
    "ALTER ROUTINE": routines.alter_routine,
    "ALTER ROLE": roles.alter_role,
    "ALTER USER": roles.alter_role,
    "ALTER LOGIN": roles.alter_role,
    "ALTER GROUP": roles.alter_role,
    "ALTER SERVER ROLE": roles.alter_role,
    "ALTER USER MAPPING": objects.alter_object,
    "ALTER SESSION": guards.alter_session,
    "ALTER SYSTEM": guards.alter_system,
    "ALTER DEFAULT PRIVILEGES": rights.default_privileges,
    "SET": guards.set_variable,
    "PRAGMA": guards.pragma,
    "GRANT": rights.grant,
    "REVOKE": rights.revoke,
    "DENY": rights.revoke,
    "REASSIGN OWNED": objects.reassign,
    "RENAME": objects.rename,
    "EXCHANGE TABLES": objects.rename,
    "SECURITY LABEL": labels.security_label,
    "IMPORT FOREIGN SCHEMA": labels.import_schema,
    "REINDEX": upkeep.reindex,
    "VACUUM": upkeep.vacuum,
    "CLUSTER": upkeep.cluster,
    "REFRESH": upkeep.refresh,
    "OPTIMIZE": upkeep.optimize,
    "LOCK": session.lock,
    "UNLOCK TABLES": session.unlock,
    "UNLOCK TABLE": session.unlock,
    "FLUSH": session.flush,
    "RESET": session.reset,
    "DISCARD": session.reset,
    "BEGIN": session.begin,
    "START TRANSACTION": session.begin,
    "COMMIT": session.commit,
    "END": session.commit,
    "ROLLBACK": session.rollback,
    "ABORT": session.rollback,
    "SAVEPOINT": session.savepoint,
    "SAVE": session.savepoint,
    "RESET MASTER": upkeep.reset_logs,
    "RESET BINARY LOGS": upkeep.reset_logs,
    "RESET SLAVE": upkeep.reset_replica,
    "RESET REPLICA": upkeep.reset_replica,
    "PURGE BINARY": upkeep.purge_logs,
    "PURGE MASTER": upkeep.purge_logs,
    "PURGE": upkeep.purge_recycle_bin,
    "SHUTDOWN": upkeep.shutdown,
    "RESTORE": upkeep.restored,
    "FLASHBACK": upkeep.restored,
    "DBCC": upkeep.dbcc,
    "DETACH TABLE": clusters.detach,
    "DETACH VIEW": clusters.detach,
    "DETACH DICTIONARY": clusters.detach,
    "BATCH": clusters.batch,
    "SYSTEM": clusters.system,
    "SET CLUSTER SETTING": clusters.cluster_setting,
    "ALTER RANGE": clusters.zone,
    "ALTER DATASHARE": clusters.datashare,
    "DISABLE TRIGGER": upkeep.disable_trigger,
    "ENABLE TRIGGER": switches.enable_trigger,
    "ALTER AUTHORIZATION": switches.authorization,
    "AUDIT": switches.audit,
    "ALTER INSTANCE": switches.instance,
    "DETACH RLS POLICY": switches.detached,
    "DETACH MASKING POLICY": switches.detached,
    "NOAUDIT": switches.audit,
    "UNINSTALL": switches.uninstalled,
    "INSTALL": attaching.install,
    "EXECUTE AS": session.impersonate,
    "EXEC AS": session.impersonate,
    "REVERT": session.revert,
    "USE ROLE": session.use_role,
    "ATTACH": attaching.attach,
    "BACKUP": attaching.backup,
    "INSERT OVERWRITE DIRECTORY": transfer.unload,
    "INSERT OVERWRITE LOCAL": transfer.unload,
    "VACUUM INTO": attaching.vacuum_into,
    "LOAD DATA": transfer.load_data,
    "LOAD XML": transfer.load_data,
    "LOAD": upkeep.load_library,
    "BULK INSERT": transfer.bulk_insert,
    "COPY": transfer.copy,
    "UNLOAD": transfer.unload,
    "EXPORT": transfer.unload,
    "REMOVE": transfer.remove_file,
    "RM": transfer.remove_file,
}

CREATED: dict[str, Reader] = {
    "TABLE": create_table.create_table,
    "INDEX": create_index.create_index,
    **dict.fromkeys(
        ("FUNCTION", "PROCEDURE", "PROC", "TRIGGER", "EVENT", "PACKAGE", "MACRO"),
        routines.create_routine,
    ),
    "RULE": routines.create_rule,
    "ROLE": roles.create_role,
    "USER": roles.create_role,
    "LOGIN": roles.create_role,
    "GROUP": roles.create_role,
}
_NAMED_AFTER = words(
    "TYPE AGGREGATE OPERATOR CAST SERVER SUBSCRIPTION PUBLICATION SECRET DOMAIN VIEW SCHEMA NETWORK"
)

HARMLESS = words(
    "SHOW RELEASE ANALYSE COMMENT NOTIFY LISTEN UNLISTEN USE DESC FETCH MOVE CLOSE CHECKPOINT "
    "DEALLOCATE HELP OPEN PRINT RAISERROR RAISE THROW SIGNAL RESIGNAL LEAVE ITERATE EXIT CONTINUE "
    "GET ASSERT NULL CYCLE CHECKSUM CHECK CACHE UNCACHE SUMMARIZE PIVOT FROM TABLE WAITFOR GOTO "
    "LIST LS CANCEL PAUSE RESUME UNDROP EXISTS CALCULATE DISCONNECT CONNECT WHENEVER EXCEPTION "
    "PIPE HANDLER UNLOCK AUDIT ENABLE RECONFIGURE DETACH BACKUP INSTALL DECLARE BREAK"
)
GLANCED_AT = words(
    "START REPAIR KILL IMPORT SECURITY PUT CHANGE STOP XA BINLOG PREDICT MSCK ATTACH REVERT NOAUDIT"
)
"""Verbs that write no rows and drop nothing, though what they do isn't looked at."""


def reader(cursor: Cursor) -> Reader | None:
    """The reader for the statement at the cursor, `None` where the table has none."""
    if cursor.up() == "CREATE":
        return created(cursor)
    if cursor.up() == "ALTER" and cursor.kind(1) is Kind.HOLE:
        return alter_table.alter_table
    for count in (3, 2, 1):
        found = READERS.get(" ".join(cursor.up(ahead) for ahead in range(count)))
        if found is not None:
            return found
    return None


def created(cursor: Cursor) -> Reader:
    """The reader for what is created: the word for its kind stands behind qualifying ones."""
    for ahead in range(1, 20):
        up = cursor.up(ahead)
        if up in _NAMED_AFTER or (up == "USER" and cursor.up(ahead + 1) == "MAPPING"):
            break
        if up == "EVENT" and cursor.up(ahead + 1) == "TRIGGER":
            continue
        if up in CREATED:
            return CREATED[up]
        if cursor.kind(ahead) is None:
            break
    return objects.create_object
