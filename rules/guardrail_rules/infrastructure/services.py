"""Requests that take away much at once, by the paths of well-known services' own APIs.

Sources: the REST references of Elasticsearch 8 and OpenSearch 2, Keycloak 26, Kubernetes 1.33,
RabbitMQ 4, Vault 1.19, Consul 1.20, Nomad 1.9, Qdrant 1.13, Weaviate 1.29, Meilisearch 1.13,
Typesense 27, InfluxDB 2, Prometheus 3, Grafana 11, Harbor 2.12, GitLab 17, Gitea 1.23, Sentry 25,
Jenkins 2, Argo CD 2, Airflow 2 and 3, Nexus 3, Jira 9, Metabase 0.53, Kafka's REST proxy 7,
Distribution 2.8, CouchDB 3.4.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from guardrail.effects import NetworkUse
from guardrail.patterns import late

_ONE = r"[^/]+"
_END = r"/?$"


class Deed(NamedTuple):
    """What a request asks of whom: "Keycloak is asked to delete a realm"."""

    service: str
    what: str


def _deletion(pattern: str, service: str, what: str) -> tuple[str, re.Pattern[str], Deed]:
    return "DELETE", re.compile(pattern), Deed(service, what)


def _post(pattern: str, service: str, what: str) -> tuple[str, re.Pattern[str], Deed]:
    return "POST", re.compile(pattern), Deed(service, what)


DEEDS: tuple[tuple[str, re.Pattern[str], Deed], ...] = (
    _deletion(rf"/(?:_all|\*|[^/]*\*){_END}", "Elasticsearch", "delete every index"),
    _deletion(rf"/_snapshot/{_ONE}(?:/{_ONE})?{_END}", "Elasticsearch", "delete snapshots"),
    _deletion(rf"/_data_stream/{_ONE}{_END}", "Elasticsearch", "delete a data stream"),
    _deletion(rf"/admin/realms/{_ONE}{_END}", "Keycloak", "delete a realm"),
    _deletion(
        rf"/api/v1/namespaces/{_ONE}(?:/(?:persistentvolumeclaims|secrets|pods))?{_END}"
        rf"|/api/v1/persistentvolumes(?:/{_ONE})?{_END}"
        rf"|/api/v1/namespaces/{_ONE}/persistentvolumeclaims/{_ONE}{_END}"
        rf"|/apis/{_ONE}/{_ONE}/namespaces/{_ONE}/(?:deployments|statefulsets){_END}",
        "Kubernetes",
        "delete what holds data",
    ),
    _deletion(rf"/api/vhosts/{_ONE}{_END}", "RabbitMQ", "delete a virtual host"),
    _deletion(rf"/api/queues/{_ONE}/{_ONE}(?:/contents)?{_END}", "RabbitMQ", "delete a queue"),
    _deletion(rf"/v1/sys/mounts/{_ONE}", "Vault", "delete a secrets engine"),
    _deletion(r"/v1/(?:secret|kv)[^/]*/metadata/", "Vault", "delete every version of a secret"),
    _deletion(rf"/v1/job/{_ONE}{_END}", "Nomad", "stop a job"),
    _deletion(rf"/collections/{_ONE}{_END}", "the vector store", "delete a collection"),
    _deletion(rf"/v1/schema(?:/{_ONE})?{_END}", "Weaviate", "delete a class with its objects"),
    _deletion(rf"/indexes/{_ONE}(?:/documents)?{_END}", "Meilisearch", "delete an index"),
    _deletion(rf"/api/v2/buckets/{_ONE}{_END}", "InfluxDB", "delete a bucket"),
    _deletion(
        rf"/api/(?:orgs|datasources|folders)/(?:uid/|name/)?{_ONE}{_END}", "Grafana", "delete much"
    ),
    _deletion(rf"/api/v2\.0/projects/{_ONE}{_END}", "Harbor", "delete a project"),
    _deletion(rf"/api/v4/(?:projects|groups)/{_ONE}{_END}", "GitLab", "delete a project"),
    _deletion(
        rf"/projects/{_ONE}/protected_(?:branches|tags)/{_ONE}{_END}",
        "GitLab",
        "take a branch's protection away",
    ),
    _deletion(
        rf"/repos/{_ONE}/{_ONE}/(?:branches/{_ONE}/protection(?:/\w+)?|rulesets/{_ONE}){_END}",
        "GitHub",
        "take a branch's protection away",
    ),
    _deletion(
        rf"/api/v1/(?:repos/{_ONE}/{_ONE}|orgs/{_ONE}){_END}", "Gitea", "delete a repository"
    ),
    _deletion(rf"/api/0/projects/{_ONE}/{_ONE}{_END}", "Sentry", "delete a project"),
    _deletion(rf"/api/v1/applications/{_ONE}{_END}", "Argo CD", "delete an application"),
    _deletion(rf"/api/v[12]/dags/{_ONE}{_END}", "Airflow", "delete a DAG with its history"),
    _deletion(rf"/service/rest/v1/repositories/{_ONE}{_END}", "Nexus", "delete a repository"),
    _deletion(rf"/rest/api/[23]/project/{_ONE}{_END}", "Jira", "delete a project"),
    _deletion(rf"/api/database/{_ONE}{_END}", "Metabase", "delete a database"),
    _deletion(rf"/v3/clusters/{_ONE}/topics/{_ONE}{_END}", "Kafka's REST proxy", "delete a topic"),
    _deletion(
        rf"/v2/{_ONE}(?:/{_ONE})?/manifests/{_ONE}{_END}", "a container registry", "delete an image"
    ),
    _post(rf"/api/v1/admin/tsdb/delete_series{_END}", "Prometheus", "delete series"),
    _post(rf"/api/v2/delete{_END}", "InfluxDB", "delete points"),
    _post(rf"/job/.+/doDelete{_END}", "Jenkins", "delete a job with its builds"),
    _post(rf"/api/v[12]/reset{_END}", "Chroma", "delete every collection"),
)
EVERYTHING = "whatever there is"
"""What is sent where a deletion by a query matches everything."""
LISTED = "each of what is listed"
COLLECTION = "all of a collection"
DATABASE = "a whole database"
LOOSENED = "what loosens a branch's protection"
OPENED = "what shows it to everybody"
_ONE_ACCOUNT = late(r"/(?:users?|sessions?|consents?|identities)/gr_hole_\d+/?$")
"""One account or login of many, looked up before: whoever leaves goes, and nobody else."""
_ADMINISTERED = late(r"(?:^|/)(?:_?admin|management|superuser|internal/admin)/", re.I)
_EVERYTHING = late(
    r"/(?:_?all|everything|purge|wipe|truncate|flush(?:all|db)?|nuke|destroy|drop)(?:[-_]\w+)?/?$",
    re.I,
)


def deed_of(use: NetworkUse) -> Deed | None:
    """What a request asks a service to take away, `None` for nothing that is known."""
    for method, pattern, deed in DEEDS:
        if use.method == method and pattern.search(use.path):
            return deed
    if LOOSENED in use.sends:
        return Deed("a forge", "loosen a branch's protection")
    if OPENED in use.sends:
        return Deed("a forge", "show {path} to everybody")
    if LISTED in use.sends:
        return Deed("an API", "delete each of what it lists: {path}")
    if DATABASE in use.sends:
        return Deed("CouchDB", "delete the database {path}")
    if COLLECTION in use.sends:
        return Deed("an API", "delete all there is of a collection: {path}")
    if EVERYTHING in use.sends:
        return Deed("a service", "delete whatever {path} finds, which is everything")
    one = _ONE_ACCOUNT.search(use.path) is not None
    if use.method == "DELETE" and _ADMINISTERED.search(use.path) and not one:
        return Deed("an administration API", "delete {path}")
    if use.method in ("DELETE", "POST", "PUT") and _EVERYTHING.search(use.path):
        return Deed("an API", "do {path}")
    return None
