"""Users and roles of stores that get every right, or that get in without a password.

Source: Redis 8, "ACL SETUSER", with redis-py 8.1 (`acl_setuser`); MongoDB's manual, "Built-In
Roles", with PyMongo 4.20 (`Database.command`); Elasticsearch 8.19, "Built-in roles" and
`security.put_user`, `put_role`, `put_role_mapping`; opensearch-py 3.3 (`create_user`,
`create_role`, `create_role_mapping`) with "Default action groups" and `all_access` of OpenSearch 3;
pymilvus 3.0 (`grant_role`, `grant_privilege`); influxdb 5.3 (`create_user`,
`grant_admin_privileges`); Weaviate's "Manage users" with its Python client 4.24 (`assign_roles`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject, Condition, Gives, Kind, Makes, Target
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_REDIS = "import redis\nr = redis.Redis(host='cache.acme.io')\n"
_MONGO = "from pymongo import MongoClient\nadmin = MongoClient().admin\n"
_ELASTIC = "from elasticsearch import Elasticsearch\nes = Elasticsearch('https://s.acme.io')\n"
_MILVUS = "from pymilvus import MilvusClient\nclient = MilvusClient('http://m.acme.io:19530')\n"
_OPEN = "from opensearchpy import OpenSearch\nclient = OpenSearch('https://s.acme.io')\n"
_INFLUX = "from influxdb import InfluxDBClient\nclient = InfluxDBClient('influx.acme.io')\n"
_WEAVIATE = "import weaviate\nclient = weaviate.connect_to_weaviate_cloud(url, key)\n"
_WEAVIATE_USERS = "weaviate users"
_SECURITY = "elastic security"
_EVERY = "every right"
_ROOT = "root|__system|dbOwner|userAdminAnyDatabase|dbAdminAnyDatabase|readWriteAnyDatabase"
_WHOEVER = (r"~~[:\[,(]\s*[\"']\*[\"']",)
"""Rules of a mapping that whoever logs in meets: a group that is named is those who are in it."""
_ANY_KEY = (r"~~[\[(,]\s*[\"']~?\*[\"']",)

KINDS: tuple[Kind, ...] = (
    Makes(names=("elasticsearch.client.SecurityClient",), kind=_SECURITY),
    Gives(kind="elastic client", member="security", gives=_SECURITY),
    Gives(kind="weaviate client", member="users", gives="weaviate accounts"),
    Gives(kind="weaviate accounts", member="db oidc", gives=_WEAVIATE_USERS),
)


def _mongo(command: str, example: str) -> ChangesObject:
    """A command of the server by which somebody gets roles: by its name, or in a document."""
    return ChangesObject(
        names=(".command",),
        on=("mongo database",),
        what="user",
        verb=Verb.ESCALATE,
        store="mongodb",
        when=((FIRST, (command, rf"~~[\"']{command}[\"']\s*:")),),
        target=Argument(1, "value"),
        protections=tuple(
            (one, _ROOT, _EVERY) for one in ("roles.", "roles.role", "0.roles", "0.role")
        ),
        beside=(command,),
        unproved="the command's fields are any keywords",
        example=_MONGO + example.replace("ROLE", "root"),
        twin=_MONGO + example.replace("ROLE", "read"),
    )


def _elastic(
    method: str, name: str, where: str, given: str, *, when: tuple[Condition, ...] = ()
) -> ChangesObject:
    """A method of the security API by which a user or a role gets every right."""
    every = "all" if where == "cluster." else "superuser"
    what = method.removeprefix("put_").replace("_", " ")
    return ChangesObject(
        names=(f".{method}",),
        on=(_SECURITY,),
        what=what,
        verb=Verb.ESCALATE,
        store="elasticsearch",
        target=Argument(-1, name),
        when=when,
        protections=((where, every, _EVERY), (f"body.{where.rstrip('.')}", every, _EVERY)),
        beside=("security",),
        example=f"{_ELASTIC}es.security.{method}({name}='ci', {given.replace('ALL', every)})",
        twin=f"{_ELASTIC}es.security.{method}({name}='ci', {given.replace('ALL', 'monitor')})",
    )


def _redis(rights: tuple[tuple[str, str, str], ...], given: str, less: str) -> ChangesObject:
    """A user of Redis that may do everything, or that needs no password."""
    target: Target = Argument(0, "username")
    broad = "nopass" not in given
    return ChangesObject(
        names=(".acl_setuser",),
        on=("redis client",),
        what="user",
        verb=Verb.ESCALATE,
        store="redis",
        target=target,
        when=(("keys", _ANY_KEY),) if broad else (("nopass", ("True",)),),
        spared=(("enabled", ("False",)),),
        protections=rights,
        beside=("acl_setuser",),
        example=f"{_REDIS}r.acl_setuser('ci', enabled=True, {given})",
        twin=f"{_REDIS}r.acl_setuser('ci', enabled=True, {less})",
    )


_OPENSEARCH: tuple[tuple[str, str, tuple[tuple[str, str], ...], str], ...] = (
    (
        "create_user",
        "username",
        (
            ("body.backend_roles", "admin"),
            ("body.opendistro_security_roles", "all_access|security_manager"),
        ),
        "client.security.create_user(username='ci', body={'backend_roles': ['ALL']})",
    ),
    (
        "create_role",
        "role",
        (("body.cluster_permissions", r"[*]|cluster_all|unlimited"),),
        "client.security.create_role(role='ci', body={'cluster_permissions': ['ALL']})",
    ),
)
"""Methods of OpenSearch's security plugin, whom they name, and what gives every right."""


def _opensearch(
    method: str, name: str, rights: tuple[tuple[str, str], ...], given: str
) -> ChangesObject:
    every = "admin" if method == "create_user" else "*"
    return ChangesObject(
        names=(f".{method}",),
        on=(_SECURITY,),
        what=method.removeprefix("create_"),
        verb=Verb.ESCALATE,
        store="elasticsearch",
        target=Argument(0, name),
        protections=tuple(
            (place, values, _EVERY)
            for argument, values in rights
            for place in (argument, argument.replace("body", "1"))
        ),
        beside=("security",),
        unproved="Elasticsearch's client has other methods",
        example=_OPEN + given.replace("ALL", every),
        twin=_OPEN + given.replace("ALL", "monitor"),
    )


ROWS: tuple[Row, ...] = (
    _redis(
        (("nopass", "True", "a login without a password"),),
        "nopass=True, commands=['+get']",
        "passwords=['+' + password], commands=['+get']",
    ),
    _redis(
        (("commands.", "+@all", "every command"), ("categories.", "+@all", "every command")),
        "keys=['*'], commands=['+@all']",
        "keys=['report:*'], commands=['+@all']",
    ),
    _mongo("createUser", "admin.command('createUser', 'ci', pwd=pwd, roles=['ROLE'])"),
    _mongo("grantRolesToUser", "admin.command('grantRolesToUser', 'ci', roles=['ROLE'])"),
    _mongo("updateUser", "admin.command('updateUser', 'ci', roles=[{'role': 'ROLE'}])"),
    _elastic("put_user", "username", "roles.", "roles=['ALL'], password=pw"),
    _elastic(
        "put_role_mapping",
        "name",
        "roles.",
        "roles=['ALL'], rules={'field': {'username': '*'}}",
        when=(("rules", _WHOEVER),),
    ),
    _elastic("put_role", "name", "cluster.", "cluster=['ALL']"),
    *(_opensearch(*one) for one in _OPENSEARCH),
    ChangesObject(
        names=(".create_role_mapping",),
        on=(_SECURITY,),
        what="role",
        verb=Verb.GRANT,
        store="elasticsearch",
        target=Argument(0, "role"),
        protections=(
            ("body.users", r"[*]", "its rights"),
            ("1.users", r"[*]", "its rights"),
            ("body.backend_roles", r"[*]", "its rights"),
            ("1.backend_roles", r"[*]", "its rights"),
        ),
        beside=("security",),
        unproved="Elasticsearch's client has another method",
        example=_OPEN + "client.security.create_role_mapping(role='all_access',"
        " body={'users': ['*']})",
        twin=_OPEN + "client.security.create_role_mapping(role='all_access',"
        " body={'users': ['ops']})",
    ),
    ChangesObject(
        names=(".create_user",),
        on=("influx 1 client",),
        what="user",
        verb=Verb.ESCALATE,
        store="influxdb",
        target=Argument(0, "username"),
        when=((Argument(2, "admin"), ("True",)),),
        protections=(("admin", "-", _EVERY), ("admin", "*", _EVERY)),
        beside=("influxdb",),
        example=_INFLUX + "client.create_user('ci', password, admin=True)",
        twin=_INFLUX + "client.create_user('ci', password)",
    ),
    ChangesObject(
        names=(".grant_admin_privileges",),
        on=("influx 1 client",),
        what="user",
        verb=Verb.ESCALATE,
        store="influxdb",
        target=Argument(0, "username"),
        protections=(("username", "-", _EVERY), ("username", "*", _EVERY)),
        beside=("influxdb",),
        example=_INFLUX + "client.grant_admin_privileges('ci')",
        twin=_INFLUX + "client.grant_privilege('read', 'plant', 'ci')",
    ),
    ChangesObject(
        names=(".assign_roles",),
        on=(_WEAVIATE_USERS,),
        what="user",
        verb=Verb.ESCALATE,
        store="weaviate",
        target=Argument(-1, "user_id"),
        protections=(("role_names.", "admin|root", _EVERY),),
        beside=("weaviate",),
        unproved="what it is called on is an attribute that is made with each object",
        example=_WEAVIATE + "client.users.db.assign_roles(user_id='ci', role_names=['admin'])",
        twin=_WEAVIATE + "client.users.db.assign_roles(user_id='ci', role_names=['viewer'])",
    ),
    ChangesObject(
        names=(".grant_role",),
        on=("milvus client",),
        what="user",
        verb=Verb.ESCALATE,
        store="milvus",
        target=Argument(0, "user_name"),
        when=((Argument(1, "role_name"), ("admin",)),),
        protections=(("role_name", "-", _EVERY), ("role_name", "*", _EVERY)),
        beside=("pymilvus",),
        example=_MILVUS + "client.grant_role('ci', 'admin')",
        twin=_MILVUS + "client.grant_role('ci', 'public')",
    ),
    ChangesObject(
        names=(".grant_privilege",),
        on=("milvus client",),
        what="role",
        verb=Verb.ESCALATE,
        store="milvus",
        target=Argument(0, "role_name"),
        when=(
            (Argument(2, "privilege"), ("All", "~[*]$")),
            (Argument(3, "object_name"), ("~[*]$",)),
        ),
        protections=(("privilege", "-", _EVERY), ("privilege", "*", _EVERY)),
        beside=("pymilvus",),
        example=_MILVUS + "client.grant_privilege('ci', 'Global', 'All', '*')",
        twin=_MILVUS + "client.grant_privilege('ci', 'Collection', 'Search', 'docs')",
    ),
)
