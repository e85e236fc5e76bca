"""boto3: objects of buckets and items of tables, and the resource forms of clients.

Source: the resource models of boto3 1.44 (s3, dynamodb, ec2, sqs, cloudformation) and the service
models of botocore 1.44. Methods and arguments are checked against the models.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Recoverable, Verb
from guardrail.knowledge.python.kinds import (
    ITSELF,
    ChangesData,
    ChangesObject,
    Gives,
    Inside,
    Kind,
    RunsQuery,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_S3, _BUCKET, _OBJECTS, _OBJECT = "aws resource s3", "s3 bucket", "s3 objects", "s3 object"
_CLIENT, _PAGES, _PAGE, _LISTED = "aws s3", "s3 pages", "s3 page", "s3 listed"
_DYNAMO, _TABLE, _ITEMS, _ITEM = "aws resource dynamodb", "dynamodb table", "items", "item"
_EC2 = "aws resource ec2"
_BESIDE = (
    "boto3",
    "aioboto3",
    "botocore",
    "aiobotocore",
    "mypy_boto3_s3",
    "mypy_boto3_dynamodb",
    "storages.backends",
)
_START = 'import boto3\nbucket = boto3.resource("s3").Bucket("shop")\n'
_TABLES = 'import boto3\ntable = boto3.resource("dynamodb").Table("users")\n'
_CLIENTS = 'import boto3\ns3 = boto3.client("s3")\n'

_OF_EVERY_ITEM = (
    r"(?:\w+\.)*Attr\('(?P<key>\w+)'\)\.(?:exists\(\)|ne\((?:''|None)\)|gte?\((?:''|0)\))",
    r"'attribute_exists\((?P<key>\w+)\)'",
    r"'size\((?P<key>\w+)\)>0'",
)
"""Filters that every item meets where what they ask for is a part of its key."""

_COLLECTIONS = (("snapshots", "snapshot"), ("images", "image"), ("vpcs", "vpc"))

KINDS: tuple[Kind, ...] = (
    Gives(kind=_S3, member="Bucket() create_bucket()", gives=_BUCKET, named=Argument(0, "name")),
    Gives(kind=_S3, member="BucketVersioning()", gives="s3 versioning", named=FIRST),
    Gives(kind=_BUCKET, member="Versioning()", gives="s3 versioning"),
    Gives(kind=_S3, member="buckets", gives="s3 buckets"),
    Gives(kind="s3 buckets", member="all()", gives="s3 buckets"),
    Gives(kind="s3 buckets", member="for", gives=_BUCKET),
    Gives(kind=_S3, member="Object() ObjectSummary()", gives=_OBJECT, named=FIRST, one=True),
    Gives(kind=_BUCKET, member="objects object_versions", gives=_OBJECTS),
    Gives(kind=_BUCKET, member="Object()", gives=_OBJECT, named=Argument(0, "key"), one=True),
    Gives(kind=_OBJECTS, member="all() page_size() pages()", gives=_OBJECTS),
    Gives(kind=_OBJECTS, member="filter()", gives=_OBJECTS, filters=("Prefix", "Marker")),
    Gives(kind=_OBJECTS, member="limit()", gives=_OBJECTS, one=True),
    Gives(kind=_OBJECTS, member="for", gives=_OBJECT),
    Gives(kind=_OBJECT, member="key Object() object_key", gives=_OBJECT),
    Gives(kind=_CLIENT, member="get_paginator()", gives=_PAGES),
    Gives(kind=_PAGES, member="paginate()", gives="s3 paging", filters=("Prefix", "StartAfter")),
    Gives(kind="s3 paging", member="for", gives=_PAGE),
    Gives(kind="s3 paging", member="search() build_full_result()", gives=_LISTED),
    Gives(
        kind=_CLIENT,
        member="list_objects_v2() list_objects() list_object_versions()",
        gives=_PAGE,
        filters=("Prefix", "StartAfter"),
    ),
    Gives(kind=_PAGE, member="[] get()", gives=_LISTED),
    Gives(kind=_LISTED, member="for", gives=_OBJECT),
    Gives(kind=_OBJECT, member="[] get() for", gives=_OBJECT),
    Gives(kind=_DYNAMO, member="Table() create_table()", gives=_TABLE, named=Argument(0, "name")),
    Gives(kind=_DYNAMO, member="tables", gives="dynamodb tables"),
    Gives(kind="dynamodb tables", member="all()", gives="dynamodb tables"),
    Gives(kind="dynamodb tables", member="for", gives=_TABLE),
    Gives(kind=_TABLE, member="batch_writer()", gives="dynamodb batch"),
    Gives(
        kind=_TABLE,
        member="scan()",
        gives="dynamodb page",
        filters=("FilterExpression",),
        every=_OF_EVERY_ITEM,
    ),
    Gives(kind=_TABLE, member="query()", gives="dynamodb page", one=True),
    Gives(
        kind="aws dynamodb",
        member="scan()",
        gives="dynamodb page",
        filters=("FilterExpression", "ScanFilter"),
        every=_OF_EVERY_ITEM,
    ),
    Gives(
        kind="aws dynamodb",
        member="get_paginator()",
        gives="dynamodb pages",
        by=Argument(0, "operation_name"),
    ),
    Gives(
        kind="dynamodb pages scan",
        member="paginate()",
        gives="dynamodb paging",
        filters=("FilterExpression",),
        every=_OF_EVERY_ITEM,
    ),
    Gives(kind="dynamodb paging", member="for", gives="dynamodb page"),
    Gives(kind="aws resource iam", member="Role() User() Group()", gives="aws iam", named=FIRST),
    Gives(kind="dynamodb page", member="[] get()", gives=_ITEMS),
    Gives(kind=_ITEMS, member="for", gives=_ITEM),
    Gives(kind=_ITEM, member="[] get()", gives=_ITEM),
    Gives(kind=_EC2, member="Instance()", gives="ec2 instance", named=Argument(0, "id"), one=True),
    Gives(kind=_EC2, member="Volume()", gives="ec2 volume", named=Argument(0, "id"), one=True),
    Gives(kind=_EC2, member="Snapshot()", gives="ec2 snapshot", named=Argument(0, "id"), one=True),
    Gives(kind=_EC2, member="Image()", gives="ec2 image", named=Argument(0, "id"), one=True),
    Gives(kind=_EC2, member="Vpc()", gives="ec2 vpc", named=Argument(0, "id"), one=True),
    Gives(kind=_EC2, member="SecurityGroup()", gives="aws ec2 security group", named=FIRST),
    Gives(kind=_EC2, member="instances", gives="ec2 instances", named=ITSELF),
    Gives(kind="ec2 instances", member="all() filter()", gives="ec2 instances"),
    Gives(kind="ec2 instances", member="for", gives="ec2 instance"),
    Gives(kind=_EC2, member="volumes", gives="ec2 volumes", named=ITSELF),
    Gives(kind="ec2 volumes", member="all() filter()", gives="ec2 volumes"),
    Gives(kind="ec2 volumes", member="for", gives="ec2 volume"),
    *(
        kind
        for several, one in _COLLECTIONS
        for kind in (
            Gives(kind=_EC2, member=several, gives=f"ec2 {several}"),
            Gives(kind=f"ec2 {several}", member="all() filter()", gives=f"ec2 {several}"),
            Gives(kind=f"ec2 {several}", member="for", gives=f"ec2 {one}"),
        )
    ),
    Gives(
        kind="aws resource sqs",
        member="Queue() get_queue_by_name()",
        gives="sqs queue",
        named=FIRST,
    ),
    Gives(
        kind="aws resource cloudformation",
        member="Stack()",
        gives="cloudformation stack",
        named=FIRST,
    ),
    *(
        Gives(kind=f"aws resource {service}", member="meta", gives=f"aws meta {service}")
        for service in ("s3", "dynamodb", "ec2", "sqs", "iam", "cloudformation")
    ),
    *(
        Gives(kind=f"aws meta {service}", member="client", gives=f"aws {service}")
        for service in ("s3", "dynamodb", "ec2", "sqs", "iam", "cloudformation")
    ),
    Gives(kind=_TABLE, member="meta", gives="aws meta dynamodb"),
    Gives(kind=_BUCKET, member="meta", gives="aws meta s3"),
)


def _resource(
    kind: str, method: str, what: str, made: str, *, twin: str, given: str
) -> ChangesObject:
    start = f'import boto3\nthing = boto3.resource("{made}")\n'
    dry = ((Argument(-1, "DryRun"), ("True",)),)
    return ChangesObject(
        names=(f".{method}",),
        on=(kind,),
        what=what,
        store="aws",
        spared=dry,
        beside=_BESIDE,
        example=f"{start}thing.{given}.{method}()",
        twin=f"{start}thing.{given}.{twin}()",
    )


ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_OBJECTS, _OBJECT),
        verb=Verb.DELETE,
        store="s3",
        beside=_BESIDE,
        example=_START + "bucket.objects.all().delete()",
        twin=_START + 'bucket.objects.filter(Prefix="tmp/").delete()',
    ),
    ChangesData(
        names=(".delete_object", ".delete_objects"),
        on=(_CLIENT,),
        verb=Verb.DELETE,
        target=Argument(-1, "Bucket"),
        filter=Argument(-1, "Key"),
        each=True,
        store="s3",
        beside=_BESIDE,
        example=_CLIENTS
        + 'for page in s3.get_paginator("list_objects_v2").paginate(Bucket="shop"):\n'
        + '    for one in page["Contents"]:\n'
        + '        s3.delete_object(Bucket="shop", Key=one["Key"])',
        twin=_CLIENTS
        + 'for page in s3.get_paginator("list_objects_v2").paginate(Bucket="shop", Prefix="a/"):\n'
        + '    for one in page["Contents"]:\n'
        + '        s3.delete_object(Bucket="shop", Key=one["Key"])',
    ),
    ChangesData(
        names=(".delete_objects",),
        on=(_BUCKET,),
        verb=Verb.DELETE,
        filter=Argument(-1, "Delete"),
        each=True,
        store="s3",
        beside=_BESIDE,
        example=_START
        + "found = bucket.objects.all()\n"
        + 'bucket.delete_objects(Delete={"Objects": [{"Key": o.key} for o in found]})',
        twin=_START + 'bucket.delete_objects(Delete={"Objects": [{"Key": "a"}]})',
    ),
    ChangesData(
        names=(".delete_item",),
        on=(_TABLE, "dynamodb batch", "aws dynamodb"),
        verb=Verb.DELETE,
        filter=Argument(-1, "Key"),
        each=True,
        store="dynamodb",
        beside=_BESIDE,
        example=_TABLES
        + "with table.batch_writer() as batch:\n"
        + '    for item in table.scan()["Items"]:\n'
        + '        batch.delete_item(Key={"id": item["id"]})',
        twin=_TABLES
        + "with table.batch_writer() as batch:\n"
        + '    for id in ("a", "b"):\n'
        + '        batch.delete_item(Key={"id": id})',
    ),
    ChangesData(
        names=(".batch_write_item",),
        on=(_DYNAMO, "aws dynamodb"),
        verb=Verb.DELETE,
        target="the table",
        each=True,
        store="dynamodb",
        beside=("DeleteRequest",),
        example='import boto3\nclient = boto3.client("dynamodb")\n'
        "batch = []\n"
        'for item in client.scan(TableName="users")["Items"]:\n'
        '    batch.append({"DeleteRequest": {"Key": {"id": item["id"]}}})\n'
        'client.batch_write_item(RequestItems={"users": batch})',
        twin='import boto3\nclient = boto3.client("dynamodb")\n'
        "batch = []\n"
        'for id in ("a", "b"):\n'
        '    batch.append({"DeleteRequest": {"Key": {"id": {"S": id}}}})\n'
        'client.batch_write_item(RequestItems={"users": batch})',
    ),
    ChangesObject(
        names=(".delete",),
        on=(_TABLE,),
        what=ObjectKind.TABLE,
        store="dynamodb",
        beside=_BESIDE,
        example=_TABLES + "table.delete()",
        twin=_TABLES + "table.reload()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_BUCKET,),
        what="bucket",
        store="aws",
        recoverable=Recoverable.BACKUP,  # It is refused while there is anything in it.
        beside=_BESIDE,
        example=_START + "bucket.delete()",
        twin=_START + "bucket.load()",
    ),
    RunsQuery(
        names=(".send_command",),
        on=("aws ssm",),
        language="shell",
        text=Inside(Argument(-1, "Parameters"), "commands"),
        like="",
        store="aws",
        beside=("commands",),
        example=(
            'import boto3\nboto3.client("ssm").send_command(DocumentName="AWS-RunShellScript",'
            ' Parameters={"commands": ["cd /srv", "rm -rf /var/lib/postgresql"]})'
        ),
        twin=(
            'import boto3\nboto3.client("ssm").send_command(DocumentName="AWS-RunShellScript",'
            ' Parameters={"commands": ["uptime"]})'
        ),
    ),
    ChangesObject(
        names=(".suspend",),
        on=("s3 versioning",),
        what="bucket",
        verb=Verb.ALTER,
        store="aws",
        protections=(("-", "-", "versioning"),),
        recoverable=Recoverable.YES,
        beside=_BESIDE,
        example=_START + "bucket.Versioning().suspend()",
        twin=_START + "bucket.Versioning().enable()",
    ),
    _resource("ec2 instance", "terminate", "instance", "ec2", twin="stop", given='Instance("i-1")'),
    _resource(
        "ec2 instances", "terminate", "instances", "ec2", twin="stop", given="instances.all()"
    ),
    _resource(
        "ec2 volume", "delete", "volume", "ec2", twin="create_snapshot", given='Volume("v-1")'
    ),
    _resource("ec2 snapshot", "delete", "snapshot", "ec2", twin="load", given='Snapshot("s-1")'),
    _resource("ec2 image", "deregister", "image", "ec2", twin="load", given='Image("a-1")'),
    _resource("ec2 vpc", "delete", "network", "ec2", twin="load", given='Vpc("v-1")'),
    _resource(
        "sqs queue", "purge", "queue's messages", "sqs", twin="load", given='Queue("https://q")'
    ),
    _resource("sqs queue", "delete", "queue", "sqs", twin="load", given='Queue("https://q")'),
    _resource(
        "cloudformation stack",
        "delete",
        "stack",
        "cloudformation",
        twin="load",
        given='Stack("shop")',
    ),
)
