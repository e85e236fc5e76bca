"""Which environment a host, a file or a name belongs to, as far as its words tell."""

from __future__ import annotations

from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late

_LOCAL_NAMES = frozenset(
    ("localhost", "host.docker.internal", "0.0.0.0", "::1", "[::1]", "ip6-localhost", "")
)
_LOCAL_ENDINGS = (".localhost", ".test", ".example", ".invalid", ".localdomain")
# One name before `.local` is a machine nearby (RFC 6762); with more it is a company's own network,
# or a cluster's.
_NEARBY = late(r"^[^.]+\.local$")
_EXAMPLE_DOMAINS = late(r"(?:^|\.)(?:example\.(?:com|net|org)|domain\.(?:com|tld)|host\.com)$")
_THIS_NETWORK = late(r"^(?:127|192\.168)\.")
_MANAGED = (
    ".rds.amazonaws.com",
    ".cache.amazonaws.com",
    ".redshift.amazonaws.com",
    ".neon.tech",
    ".supabase.co",
    ".supabase.com",
    ".mongodb.net",
    ".database.windows.net",
    ".database.azure.com",
    ".cosmos.azure.com",
    ".redis.cache.windows.net",
    ".psdb.cloud",
    ".turso.io",
    ".railway.app",
    ".railway.internal",
    ".rlwy.net",
    ".render.com",
    ".db.ondigitalocean.com",
    ".aivencloud.com",
    ".cockroachlabs.cloud",
    ".upstash.io",
    ".redislabs.com",
    ".redis-cloud.com",
    ".cloudamqp.com",
    ".snowflakecomputing.com",
    ".clickhouse.cloud",
    ".timescale.com",
    ".elephantsql.com",
    ".fly.dev",
)
_PRODUCTION = frozenset(("prod", "prd", "production", "live", "primary", "master"))
_SHARED = frozenset(("staging", "stage", "stg", "uat", "qa", "preprod", "sandbox", "shared"))
_NO_ENVIRONMENT_IN_PATHS = frozenset(("primary", "master", "shared", "stage", "sandbox"))
_LOCAL = frozenset(("local", "dev", "development", "test", "tests", "testing", "ci", "localhost"))
_ABOUT = frozenset(
    (
        *(
            "settings",
            "setting",
            "config",
            "configs",
            "configuration",
            "conf",
            "env",
            "envs",
            "vars",
        ),
        *(
            "environment",
            "environments",
            "values",
            "secrets",
            "credentials",
            "properties",
            "compose",
        ),
        *("docker", "application", "app", "database", "databases", "db", "overrides", "params"),
    )
)
"""What a file of an environment is called besides: `local_settings.py`, not `local_time.py`."""

_OF_CLUSTER = ".cluster.local"
"""How the names of a Kubernetes cluster's services end: the word says nothing of where it is."""
_OWN = frozenset(("local", "localhost"))

_WORDS = late(r"[A-Za-z]+")


def environment_of_words(text: str) -> EnvironmentKind:
    """What the whole words of a name say: `PROD_DB`, `values-prod.yaml`, `.env.staging`."""
    return _environment({word.lower() for word in _WORDS.findall(text[:500])})


def _environment(words: set[str]) -> EnvironmentKind:
    if words & _SHARED:
        return EnvironmentKind.SHARED
    if words & _PRODUCTION:
        return EnvironmentKind.PRODUCTION
    return EnvironmentKind.LOCAL if words & _LOCAL else EnvironmentKind.UNKNOWN


def is_local(host: str) -> bool:
    """Whether the host is this machine, a compose service or a name reserved for examples."""
    host = host.lower().rstrip(".")
    return (
        host in _LOCAL_NAMES
        or ("." not in host and ":" not in host)
        or host.endswith(_LOCAL_ENDINGS)
        or _NEARBY.match(host) is not None
        or _THIS_NETWORK.match(host) is not None
        or _EXAMPLE_DOMAINS.search(host) is not None
    )


def environment_of_host(host: str) -> Environment:
    """Where a host lives. A managed host that says nothing else counts as production.

    A service that is called local in its cluster is in one on somebody's own machine.
    """
    if is_local(host):
        return Environment(EnvironmentKind.LOCAL, f"host {host or 'of this machine'}")
    within = host.lower().removesuffix(_OF_CLUSTER)
    kind = environment_of_words(within)
    if within.endswith(".svc") and not _OWN.isdisjoint(_WORDS.findall(within)):
        return Environment(EnvironmentKind.LOCAL, f"host {host}")
    if kind in (EnvironmentKind.UNKNOWN, EnvironmentKind.LOCAL) and host.lower().endswith(_MANAGED):
        managed = kind is EnvironmentKind.UNKNOWN
        kind = EnvironmentKind.PRODUCTION if managed else EnvironmentKind.SHARED
        return Environment(kind, f"{host} is a managed service")
    if kind is EnvironmentKind.LOCAL:
        kind = EnvironmentKind.SHARED
    return Environment(kind, f"host {host}")


def environment_of_path(path: str) -> Environment:
    """What the file's name says: `.env.production`, `settings/prod.py`, `prod.tfvars`."""
    name = "/".join(path.split("/")[-2:])
    words = {word.lower() for word in _WORDS.findall(name[-300:])}
    kind = _environment(words - _NO_ENVIRONMENT_IN_PATHS)
    if kind is EnvironmentKind.LOCAL and not any(map(_is_of_machine, name.lower().split("/"))):
        return Environment()
    if kind is EnvironmentKind.UNKNOWN:
        return Environment()
    return Environment(kind, f"the file's name, {name}")


def _is_of_machine(part: str) -> bool:
    """Whether a folder or a file is named for what is a developer's own: it ends with that word."""
    said = _WORDS.findall(part.rpartition(".")[0].strip(".") or part)
    if part.startswith(".env") or said[-1:] == ["env"]:
        said = _WORDS.findall(part)
    own = [word for word in said if word in _LOCAL]
    return bool(own) and (said[-1] in _LOCAL or all(w in _LOCAL or w in _ABOUT for w in said))
