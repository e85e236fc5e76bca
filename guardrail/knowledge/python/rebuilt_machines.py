"""Machines whose disks are written over from an image, roles that may do everything.

Source: linode_api4 5.48 (`Instance.rebuild`), azure-mgmt-compute 34 (`begin_reimage`: "the disk is
restored to its original state"), azure-mgmt-authorization 4 (`role_definitions`), boto3 1.44
(`create_replace_root_volume_task`), the Cloud SQL Admin API (`instances.restoreBackup`: "restores a
backup of an instance", over what is there).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.boto3 import alters
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind
from guardrail.knowledge.python.rows import NOWHERE, Argument, Row

_COMPUTE = "compute.ComputeManagementClient"
_UNPROVED = "the package isn't installed for the tests"
_LINODE = "from linode_api4 import Instance, LinodeClient\nInstance(LinodeClient(key), 7)"
_AZURE = (
    "from azure.mgmt.compute import ComputeManagementClient\n"
    "ComputeManagementClient(key, sub).{0}.{1}('shop', 'db-1')"
)
_ROLE = (
    "from azure.mgmt.authorization import AuthorizationManagementClient\n"
    "AuthorizationManagementClient(key, sub).role_definitions.create_or_update(scope, 'ci',"
    " {{'role_name': 'ci', 'permissions': [{{'actions': ['{0}']}}]}})"
)
_SQL = (
    "from googleapiclient import discovery\n"
    "discovery.build('sqladmin', 'v1').instances().{0}(project='shop', instance='orders')"
)

KINDS: tuple[Kind, ...] = (
    Gives(
        kind=f"azure {_COMPUTE}",
        member="virtual_machine_scale_set_vms",
        gives=f"azure {_COMPUTE} virtual_machine_scale_set_vms",
    ),
    Gives(
        kind="azure authorization client",
        member="role_definitions",
        gives="azure role definitions",
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".rebuild",),
        on=("linode Instance",),
        what="disk of the instance",
        store="linode",
        beside=("linode_api4",),
        example=f"{_LINODE}.rebuild('linode/debian12')",
        twin=f"{_LINODE}.reboot()",
    ),
    *(
        ChangesObject(
            names=(f".{method}",),
            on=(f"azure {_COMPUTE} {part}",),
            what="disk of the machine",
            store="azure",
            target=Argument(1, ""),
            beside=("azure",),
            unproved=_UNPROVED,
            example=_AZURE.format(part, method),
            twin=_AZURE.format(part, "begin_restart"),
        )
        for part, method in (
            ("virtual_machines", "begin_reimage"),
            ("virtual_machine_scale_sets", "begin_reimage"),
            ("virtual_machine_scale_sets", "begin_reimage_all"),
        )
    ),
    ChangesObject(
        names=(".create_or_update",),
        on=("azure role definitions",),
        what="holder of the role",
        verb=Verb.ESCALATE,
        store="azure",
        target=NOWHERE,
        protections=(
            ("2.permissions.actions", "[*]", "every action"),
            ("role_definition.permissions.actions", "[*]", "every action"),
        ),
        beside=("azure",),
        unproved=_UNPROVED,
        example=_ROLE.format("*"),
        twin=_ROLE.format("Microsoft.Web/sites/read"),
    ),
    ChangesObject(
        names=(".restoreBackup",),
        on=("google sqladmin instances",),
        what="database instance's present state",
        store="google",
        target=Argument(-1, "instance"),
        beside=("googleapiclient",),
        unproved="its methods are made from a document",
        example=_SQL.format("restoreBackup"),
        twin=_SQL.format("get"),
    ),
    alters(
        "ec2",
        "create_replace_root_volume_task",
        "InstanceId",
        "instance",
        "DeleteReplacedRootVolume",
        "True",
        "its present root volume",
    ),
)
