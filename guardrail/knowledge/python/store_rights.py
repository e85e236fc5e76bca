"""Users and roles of stores that get every right, or that get in without a password.

Source: Redis 8, "ACL SETUSER", with redis-py 8.1 (`acl_setuser`); MongoDB's manual, "Built-In
Roles", with PyMongo 4.20 (`Database.command`); Elasticsearch 8.19, "Built-in roles" and
`security.put_user`, `put_role`, `put_role_mapping`; pymilvus 3.0 (`grant_role`, `grant_privilege`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes, Target
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_REDIS = "import redis\nr = redis.Redis(host='cache.acme.io')\n"
_MONGO = "from pymongo import MongoClient\nadmin = MongoClient().admin\n"
_ELASTIC = "from elasticsearch import Elasticsearch\nes = Elasticsearch('https://s.acme.io')\n"
_MILVUS = "from pymilvus import MilvusClient\nclient = MilvusClient('http://m.acme.io:19530')\n"
_SECURITY = "elastic security"
_EVERY = "every right"
_ROOT = "root|__system|dbOwner|userAdminAnyDatabase|dbAdminAnyDatabase|readWriteAnyDatabase"
_ANY_KEY = (r"~~[\[(,]\s*[\"']~?\*[\"']",)

KINDS: tuple[Kind, ...] = (
    Makes(names=("elasticsearch.client.SecurityClient",), kind=_SECURITY),
    Gives(kind="elastic client", member="security", gives=_SECURITY),
)


def _mongo(command: str, argument: str, example: str) -> ChangesObject:
    """A command of the server by which somebody gets roles: by its name, or in a document."""
    return ChangesObject(
        names=(".command",),
        on=("mongo database",),
        what="user",
        verb=Verb.ESCALATE,
        store="mongodb",
        when=((FIRST, (command, rf"~~[\"']{command}[\"']\s*:")),),
        target=Argument(1, "value"),
        protections=tuple((f"{one}", _ROOT, _EVERY) for one in (argument, "0.roles", "0.role")),
        beside=(command,),
        unproved="the command's fields are any keywords",
        example=_MONGO + example.replace("ROLE", "root"),
        twin=_MONGO + example.replace("ROLE", "read"),
    )


def _elastic(method: str, name: str, where: str, given: str) -> ChangesObject:
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
    _mongo("createUser", "roles.", "admin.command('createUser', 'ci', pwd=pwd, roles=['ROLE'])"),
    _mongo("grantRolesToUser", "roles.", "admin.command('grantRolesToUser', 'ci', roles=['ROLE'])"),
    _mongo(
        "updateUser", "roles.role", "admin.command('updateUser', 'ci', roles=[{'role': 'ROLE'}])"
    ),
    _elastic("put_user", "username", "roles.", "roles=['ALL'], password=pw"),
    _elastic("put_role_mapping", "name", "roles.", "roles=['ALL']"),
    _elastic("put_role", "name", "cluster.", "cluster=['ALL']"),
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
