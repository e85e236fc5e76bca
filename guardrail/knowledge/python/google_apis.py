"""Google's APIs by their discovery documents, nested as these are; and doors that they open.

Source: the discovery documents of the Kubernetes Engine (container v1), Cloud Run (v2), Pub/Sub,
Cloud KMS, Secret Manager, Cloud DNS, IAM, Spanner, Memorystore (redis), Filestore (file), Dataproc,
Cloud Functions and Drive (v3) APIs.
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Condition, Gives, Kind
from guardrail.knowledge.python.rows import Argument, Row

_BESIDE = ("googleapiclient", "from google.", "import google.", "apiclient")
_DYNAMIC = "the API's methods are made from its discovery document"
_PLACES = "projects.locations"

_DELETED: tuple[tuple[str, str, str, str, str, bool], ...] = (
    ("container", f"{_PLACES}.clusters", "delete", "cluster", "name", False),
    ("container", "projects.zones.clusters", "delete", "cluster", "clusterId", False),
    ("container", f"{_PLACES}.clusters.nodePools", "delete", "pool of nodes", "name", True),
    ("run", f"{_PLACES}.services", "delete", "service", "name", True),
    ("pubsub", "projects.topics", "delete", "topic", "topic", False),
    ("pubsub", "projects.subscriptions", "delete", "subscription", "subscription", False),
    (
        "cloudkms",
        f"{_PLACES}.keyRings.cryptoKeys.cryptoKeyVersions",
        "destroy",
        "key version",
        "name",
        False,
    ),
    ("secretmanager", "projects.secrets", "delete", "secret", "name", False),
    ("secretmanager", "projects.secrets.versions", "destroy", "secret version", "name", False),
    ("dns", "managedZones", "delete", "zone", "managedZone", False),
    ("iam", "projects.serviceAccounts", "delete", "service account", "name", False),
    ("spanner", "projects.instances", "delete", "database instance", "name", False),
    ("spanner", "projects.instances.databases", "dropDatabase", "database", "database", False),
    ("redis", f"{_PLACES}.instances", "delete", "cache", "name", True),
    ("file", f"{_PLACES}.instances", "delete", "file store", "name", False),
    ("dataproc", "projects.regions.clusters", "delete", "cluster", "clusterName", True),
    ("cloudfunctions", f"{_PLACES}.functions", "delete", "function", "name", True),
    ("firestore", "projects.databases", "delete", "database", "name", False),
    ("compute", "networks", "delete", "network", "network", True),
    ("compute", "images", "delete", "image", "image", False),
    (
        "compute",
        "instanceGroupManagers",
        "delete",
        "group of instances",
        "instanceGroupManager",
        True,
    ),
)
"""An API, a path to a collection, its method, what goes, what names it, whether it's made anew."""

_ANYBODY: Condition = (Argument(-1, "body"), (r"~~[\"']type[\"']\s*:\s*[\"']anyone[\"']",))


def _kinds() -> dict[tuple[str, str, str], None]:
    """Which part of which kind is of which kind, each once."""
    found: dict[tuple[str, str, str], None] = {}
    paths = [(api, path) for api, path, *_ in _DELETED]
    for api, path in (*paths, ("drive", "permissions")):
        kind = f"google api {api}"
        for part in path.split("."):
            inner = f"google {api} {part}" if kind.startswith("google api") else f"{kind}.{part}"
            found[kind, part, inner] = None
            kind = inner
    return found


def _kind(api: str, path: str) -> str:
    return f"google {api} {path}"


KINDS: tuple[Kind, ...] = tuple(
    Gives(kind=kind, member=f"{part}()", gives=inner) for kind, part, inner in _kinds()
)


def _start(api: str, path: str) -> str:
    called = "".join(f".{part}()" for part in path.split("."))
    return f'from googleapiclient.discovery import build\nbuild("{api}", "v1"){called}'


ROWS: tuple[Row, ...] = (
    *(
        ChangesObject(
            names=(f".{method}",),
            on=(_kind(api, path),),
            what=what,
            store="google",
            target=Argument(-1, named),
            recoverable=Recoverable.YES if again else Recoverable.NO,
            beside=_BESIDE,
            unproved=_DYNAMIC,
            example=f'{_start(api, path)}.{method}({named}="main").execute()',
            twin=f'{_start(api, path)}.get({named}="main").execute()',
        )
        for api, path, method, what, named, again in _DELETED
    ),
    ChangesObject(
        names=(".create",),
        on=(_kind("drive", "permissions"),),
        what="file",
        verb=Verb.GRANT,
        store="google",
        target="",
        when=(_ANYBODY,),
        beside=_BESIDE,
        unproved=_DYNAMIC,
        example=_start("drive", "permissions")
        + '.create(fileId="7", body={"type": "anyone", "role": "reader"}).execute()',
        twin=_start("drive", "permissions")
        + '.create(fileId="7", body={"type": "user", "role": "reader"}).execute()',
    ),
)
