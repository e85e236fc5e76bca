"""Rights and roles that amount to the server's administrator, as each server calls them."""

from __future__ import annotations

from collections.abc import Iterable

WHOLE = frozenset({"superuser", "bypassrls", "replication", "createuser"})
PARTIAL = frozenset({"createrole", "createdb"})

ROLES = frozenset(
    {
        # PostgreSQL and its hosts
        "postgres",
        "rds_superuser",
        "rdsadmin",
        "cloudsqlsuperuser",
        "azure_pg_admin",
        "supabase_admin",
        "pg_execute_server_program",
        "pg_read_server_files",
        "pg_write_server_files",
        "pg_write_all_data",
        "pg_read_all_data",
        "sys:superuser",
        # SQL Server
        "sysadmin",
        "securityadmin",
        "serveradmin",
        "db_owner",
        "db_securityadmin",
        "control server",
        "alter any login",
        "unsafe assembly",
        # Oracle
        "dba",
        "sysdba",
        "sysoper",
        "imp_full_database",
        "exp_full_database",
        "datapump_imp_full_database",
        "execute_catalog_role",
        "become user",
        "alter system",
        "alter database",
        "exempt access policy",
        # Snowflake, MySQL, ClickHouse
        "accountadmin",
        "orgadmin",
        "manage grants",
        "super",
        "file",
        "shutdown",
        "create user",
        "system_user",
        "set_user_id",
        "set_any_definer",
        "system_variables_admin",
        "connection_admin",
        "role_admin",
        "access management",
        # BigQuery
        "roles/owner",
        "roles/editor",
        "roles/bigquery.admin",
        "roles/bigquery.dataowner",
    }
)
PAST_THE_RIGHTS = frozenset(
    {
        # PostgreSQL: functions that only superusers may call unless they are granted
        "pg_read_file",
        "pg_read_binary_file",
        "pg_ls_dir",
        "pg_stat_file",
        "pg_file_write",
        "pg_file_rename",
        "pg_file_unlink",
        "lo_import",
        "lo_export",
        "dblink_connect_u",
        # SQL Server
        "xp_cmdshell",
        "xp_regread",
        "xp_regwrite",
        "sp_oacreate",
        "sp_oamethod",
        # Oracle
        "utl_file",
        "utl_tcp",
        "dbms_sys_sql",
        "dbms_scheduler",
        "dbms_java",
        "dbms_file_transfer",
    }
)
"""Functions and packages that reach the server's files, programs or network."""

PASSWORDS = frozenset(
    {
        "pg_authid",
        "pg_shadow",
        "pg_user_mapping",
        "pg_user_mappings",
        "mysql.user",
        "mysql.global_priv",
        "sys.user$",
        "sys.link$",
        "dba_users_with_defpwd",
        "sys.sql_logins",
    }
)
"""System tables that hold what the server's users log in with."""

_READS = frozenset({"select", "read", "all", "all privileges"})
_RUNS = frozenset({"execute", "all", "all privileges"})
_EVERYTHING = ("select", "insert", "update", "delete", "drop", "create", "alter", "execute")


def administrates(right: str) -> bool:
    """Whether a right, as written, makes its receiver an administrator of the server."""
    plain = right.lower().strip('`"').removeprefix("role ").strip('`"')
    if plain in ROLES or plain in WHOLE:
        return True
    first, _, rest = plain.partition(" ")
    return first in _EVERYTHING and rest.startswith("any ")


def reaches_past(privileges: Iterable[str], on: str) -> str:
    """What an object that rights are given on reaches behind the server's own checks, or ""."""
    given = {each.lower() for each in privileges}
    plain = on.lower().replace('"', "").replace("`", "").replace("[", "").replace("]", "")
    name = plain.partition("(")[0].rpartition(" ")[2]
    bare = name.rpartition(".")[2]
    if given & _RUNS and bare in PAST_THE_RIGHTS:
        return f"{bare}, which reaches past the database's own rights,"
    if given & _READS and (name in PASSWORDS or bare in PASSWORDS):
        return f"{bare}, which holds what users log in with,"
    return ""
