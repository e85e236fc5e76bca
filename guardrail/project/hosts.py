"""Names that tell where a target lives: hosts, suffixes of managed providers, words, variables.

The suffixes are those that the providers' documentation gives for connection strings.
"""

from __future__ import annotations

from guardrail.model import EnvironmentKind
from guardrail.patterns import late

LOCAL_HOSTS = frozenset(
    {"localhost", "::1", "0.0.0.0", "host.docker.internal", "docker.for.mac.localhost", "127.1"}
)

LOOPBACK_PREFIX = late(r"127\.\d{1,3}\.\d{1,3}\.\d{1,3}\Z")

LOCAL_SUFFIXES = (".localhost", ".test", ".localdomain")

NEARBY = late(r"[^.]+\.local\Z")
"""A machine nearby (RFC 6762): `sql01.corp.local` is in a company's network, or a cluster's."""

SERVICE_NAMES = frozenset(
    {"db", "database", "postgres", "postgresql", "pg", "mysql", "mariadb", "redis", "mongo"}
    | {"mongodb", "mssql", "clickhouse"}
)

MANAGED_SUFFIXES = (
    ".rds.amazonaws.com",
    ".redshift.amazonaws.com",
    ".cache.amazonaws.com",
    ".docdb.amazonaws.com",
    ".amazonaws.com",
    ".supabase.co",
    ".supabase.com",
    ".neon.tech",
    ".psdb.cloud",
    ".aivencloud.com",
    ".railway.app",
    ".railway.internal",
    ".rlwy.net",
    ".render.com",
    ".azure.com",
    ".database.windows.net",
    ".mongodb.net",
    ".upstash.io",
    ".turso.io",
    ".cockroachlabs.cloud",
    ".ondigitalocean.com",
    ".snowflakecomputing.com",
    ".fly.dev",
    ".flycast",
    ".elephantsql.com",
    ".timescale.com",
    ".crunchybridge.com",
    ".redislabs.com",
    ".redis.cloud",
)

WORDS: dict[str, EnvironmentKind] = {
    **dict.fromkeys(("prod", "prd", "production", "live", "primary"), EnvironmentKind.PRODUCTION),
    **dict.fromkeys(
        (
            "staging",
            "stage",
            "stg",
            "uat",
            "acceptance",
            "qa",
            "preview",
            "preprod",
            "nonprod",
            "demo",
            "training",
        ),
        EnvironmentKind.SHARED,
    ),
    **dict.fromkeys(("dev", "development", "local", "localhost"), EnvironmentKind.LOCAL),
    **dict.fromkeys(
        ("test", "testing", "tests", "e2e", "ci", "sandbox", "scratch", "throwaway", "ephemeral"),
        EnvironmentKind.THROWAWAY,
    ),
}

NEGATIONS = frozenset({"non", "not", "pre", "no"})

CONNECTION_VARIABLES = (
    "DATABASE_URL",
    "DATABASE_URI",
    "DB_URL",
    "DB_URI",
    "DSN",
    "POSTGRES_URL",
    "POSTGRESQL_URL",
    "MYSQL_URL",
    "REDIS_URL",
    "MONGO_URL",
    "MONGO_URI",
    "MONGODB_URL",
    "MONGODB_URI",
    "CONNECTION_STRING",
    "PGHOST",
    "PGDATABASE",
    "PGSERVICE",
    "DB_HOST",
    "DB_NAME",
    "DATABASE_HOST",
    "DATABASE_NAME",
    "DATABASE",
    "POSTGRES_HOST",
    "POSTGRES_DB",
    "MYSQL_HOST",
    "MYSQL_DATABASE",
    "REDIS_HOST",
    "MONGO_HOST",
)

SELECTOR_VARIABLES = frozenset(
    {
        "RAILS_ENV",
        "RACK_ENV",
        "DJANGO_SETTINGS_MODULE",
        "FLASK_ENV",
        "APP_ENV",
        "NODE_ENV",
        "MIX_ENV",
        "ASPNETCORE_ENVIRONMENT",
        "ENVIRONMENT",
        "AWS_PROFILE",
        "TF_WORKSPACE",
    }
)
