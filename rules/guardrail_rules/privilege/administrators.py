"""Rights and roles that amount to the server's administrator, as each server calls them."""

from __future__ import annotations

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
_EVERYTHING = ("select", "insert", "update", "delete", "drop", "create", "alter", "execute")


def administrates(right: str) -> bool:
    """Whether a right, as written, makes its receiver an administrator of the server."""
    plain = right.lower().strip('`"').removeprefix("role ").strip('`"')
    if plain in ROLES or plain in WHOLE:
        return True
    first, _, rest = plain.partition(" ")
    return first in _EVERYTHING and rest.startswith("any ")
