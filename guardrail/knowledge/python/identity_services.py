"""Services that hold people's accounts: each account that is listed deleted or locked out.

Source: the documentation of python-keycloak 7.1 (`KeycloakAdmin.get_users`, `delete_user`,
`delete_realm`), okta 3.4 (`list_users`, `deactivate_user`, `delete_user`) and auth0-python 6.8
(`users.list`, `users.delete`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.listed_rows import each_of
from guardrail.knowledge.python.rows import Argument, Row

_KEYCLOAK, _OKTA, _AUTH0 = "keycloak", "okta client", "auth0"
_BUILT = "its parts are made with each object"
_BY_KEYCLOAK = "from keycloak import KeycloakAdmin\nbox = KeycloakAdmin(server_url=url)\n"
_BY_OKTA = "from okta.client import Client\nbox = Client(conf)\n"
_BY_AUTH0 = "from auth0.management import Auth0\nbox = Auth0(domain, token)\n"

_OF_KEYCLOAK: tuple[tuple[str, str, str], ...] = (
    ("get_users", "delete_user", "{'search': 'loadtest'}"),
    ("get_groups", "delete_group", "{'search': 'loadtest'}"),
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("keycloak.KeycloakAdmin", "keycloak.keycloak_admin.KeycloakAdmin"), kind=_KEYCLOAK
    ),
    Gives(
        kind=_KEYCLOAK,
        member="get_users() get_groups() a_get_users()",
        gives="keycloak listed",
        filters=(Argument(0, "query"),),
    ),
    Gives(kind=_KEYCLOAK, member="get_clients() get_realms()", gives="keycloak listed"),
    Gives(kind="keycloak listed", member="for []", gives="keycloak listed"),
    Makes(names=("okta.client.Client",), kind=_OKTA),
    Gives(
        kind=_OKTA,
        member="list_users() list_groups()",
        gives="okta listed",
        filters=("search", "filter", "q", "query_params", Argument(0)),
    ),
    Gives(kind="okta listed", member="[] for", gives="okta listed"),
    Makes(names=("auth0.management.ManagementClient",), kind=_AUTH0, proxy=_BUILT),
    Makes(
        names=("auth0.management.Auth0", "auth0.v3.management.Auth0"),
        kind=_AUTH0,
        proxy=_BUILT,
        unproved="of versions before",
    ),
    Gives(kind=_AUTH0, member="users", gives="auth0 users"),
    Gives(kind="auth0 users", member="list()", gives="auth0 listed", filters=("q", "connection")),
    Gives(kind="auth0 listed", member="[] get() for", gives="auth0 listed"),
)

ROWS: tuple[Row, ...] = (
    *(
        each_of(
            f".{deleted}",
            _KEYCLOAK,
            store="keycloak",
            target="the realm",
            beside=("keycloak",),
            example=f"{_BY_KEYCLOAK}for one in box.{listed}():\n    box.{deleted}(one['id'])",
            twin=f"{_BY_KEYCLOAK}for one in box.{listed}({query}):\n    box.{deleted}(one['id'])",
        )
        for listed, deleted, query in _OF_KEYCLOAK
    ),
    ChangesObject(
        names=(".delete_realm",),
        on=(_KEYCLOAK,),
        what="realm with its users",
        store="keycloak",
        target=Argument(0, "realm_name"),
        beside=("keycloak",),
        example=f"{_BY_KEYCLOAK}box.delete_realm('clinic')",
        twin=f"{_BY_KEYCLOAK}box.get_realm('clinic')",
    ),
    each_of(
        ".delete_user .deactivate_user .suspend_user .deactivate_or_delete_user",
        _OKTA,
        store="okta",
        target="the organisation",
        beside=("okta",),
        unproved="methods are inherited from many classes",
        example=f"{_BY_OKTA}async def f():\n    people, _, _ = await box.list_users()\n"
        "    for one in people:\n        await box.deactivate_user(one.id)",
        twin=f"{_BY_OKTA}async def f():\n"
        "    people, _, _ = await box.list_users({'search': 'status eq \"STAGED\"'})\n"
        "    for one in people:\n        await box.deactivate_user(one.id)",
    ),
    each_of(
        ".delete",
        "auth0 users",
        store="auth0",
        target="the tenant",
        beside=("auth0",),
        unproved=_BUILT,
        example=f"{_BY_AUTH0}for one in box.users.list()['users']:\n"
        "    box.users.delete(one['user_id'])",
        twin=f"{_BY_AUTH0}for one in box.users.list(q='last_login:[* TO 2019]')['users']:\n"
        "    box.users.delete(one['user_id'])",
    ),
)
