"""Azure: every right of a subscription or a group handed out by a role assignment.

Source: the reference of azure-mgmt-authorization 4 (`RoleAssignmentCreateParameters`) and the table
"Azure built-in roles" for the identifiers of Owner, User Access Administrator and Role Based
Access Control Administrator.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import NOWHERE, Row

_ADMINISTRATORS = (
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
)
ROLES = "|".join(f"*{one}" for one in _ADMINISTRATORS)
_START = "from azure.mgmt.authorization.models import RoleAssignmentCreateParameters\n"
_EXAMPLE = _START + (
    "RoleAssignmentCreateParameters(principal_id=who, role_definition_id="
    "f'/subscriptions/{sub}/providers/Microsoft.Authorization/roleDefinitions/ROLE')"
)
_READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"

_ASSIGNMENTS = "azure role assignments"
_BY_CLIENT = (
    "from azure.mgmt.authorization import AuthorizationManagementClient\n"
    "client = AuthorizationManagementClient(credential, sub)\n"
    "role = f'/subscriptions/{sub}/providers/Microsoft.Authorization/roleDefinitions/ROLE'\n"
    "body = {'properties': {'principalId': who, 'roleDefinitionId': role}}\n"
    "client.role_assignments.create(scope, name, body)"
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("azure.mgmt.authorization.AuthorizationManagementClient",),
        kind="azure authorization client",
    ),
    Gives(kind="azure authorization client", member="role_assignments", gives=_ASSIGNMENTS),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(
            "azure.mgmt.authorization.models.RoleAssignmentCreateParameters",
            "azure.mgmt.authorization.v2022_04_01.models.RoleAssignmentCreateParameters",
        ),
        what="receiver of the role",
        verb=Verb.ESCALATE,
        store="azure",
        target=NOWHERE,
        protections=(
            ("role_definition_id.", ROLES, "the role of administrators"),
            ("properties.role_definition_id", ROLES, "the role of administrators"),
        ),
        beside=("azure",),
        example=_EXAMPLE.replace("ROLE", _ADMINISTRATORS[0]),
        twin=_EXAMPLE.replace("ROLE", _READER),
    ),
    ChangesObject(
        names=(".create", ".create_by_id"),
        on=(_ASSIGNMENTS,),
        what="receiver of the role",
        verb=Verb.ESCALATE,
        store="azure",
        target=NOWHERE,
        protections=tuple(
            (f"{place}.role_definition_id", ROLES, "the role of administrators")
            for place in ("2", "1", "parameters")
        ),
        beside=("azure",),
        example=_BY_CLIENT.replace("ROLE", _ADMINISTRATORS[0]),
        twin=_BY_CLIENT.replace("ROLE", _READER),
    ),
)
