"""boto3's resource objects: what they open, hand out, unprotect and delete."""

from __future__ import annotations

import pytest
from reading_python import shown

START = """
import boto3, json
iam, s3, ec2 = boto3.resource("iam"), boto3.resource("s3"), boto3.resource("ec2")
sqs, sns = boto3.resource("sqs"), boto3.resource("sns")

def trust(who: str, actions="sts:AssumeRole") -> dict:
    statement = {"Effect": "Allow", "Principal": {"AWS": who}, "Action": actions, "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}

"""


@pytest.mark.parametrize(
    ("call", "narrow"),
    [
        (
            'iam.create_role(RoleName="a", AssumeRolePolicyDocument=json.dumps(trust("*")))',
            ('"*"', '"arn:aws:iam::1:root"'),
        ),
        (
            'iam.Role("a").AssumeRolePolicy().update(PolicyDocument=json.dumps(trust("*")))',
            ('"*"', '"arn:aws:iam::1:root"'),
        ),
        (
            'iam.Role("a").Policy("b").put(PolicyDocument=json.dumps(trust("x", "*")))',
            ('"*"', '"s3:GetObject"'),
        ),
        (
            (
                'iam.create_user(UserName="a").create_policy(PolicyName="b",'
                ' PolicyDocument=json.dumps(trust("x", "*")))'
            ),
            ('"*"', '"s3:GetObject"'),
        ),
        (
            's3.BucketPolicy("a").put(Policy=json.dumps(trust("*")))',
            ('"*"', '"arn:aws:iam::1:root"'),
        ),
        (
            's3.Bucket("a").Policy().put(Policy=json.dumps(trust("*")))',
            ('"*"', '"arn:aws:iam::1:root"'),
        ),
        ('s3.Object("a", "b").Acl().put(ACL="public-read")', ("public-read", "private")),
        (
            (
                's3.Bucket("a").LifecycleConfiguration().put(LifecycleConfiguration={"Rules":'
                ' [{"Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}}]})'
            ),
            ('{"Prefix": ""}', '{"Prefix": "tmp/"}'),
        ),
        (
            (
                'sqs.get_queue_by_name(QueueName="a").set_attributes(Attributes={"Policy":'
                ' json.dumps(trust("*"))})'
            ),
            ('"*"', '"arn:aws:iam::1:root"'),
        ),
        (
            (
                'for topic in sns.topics.all():\n    topic.set_attributes(AttributeName="Policy",'
                ' AttributeValue=json.dumps(trust("*")))'
            ),
            ('"*"', '"arn:aws:iam::1:root"'),
        ),
        (
            (
                'for one in ec2.snapshots.filter(OwnerIds=["self"]):\n'
                '    one.modify_attribute(OperationType="add", GroupNames=["all"])'
            ),
            ('"add"', '"remove"'),
        ),
        (
            'ec2.Instance("i").modify_attribute(DisableApiTermination={"Value": False})',
            ("False", "True"),
        ),
        (
            'boto3.resource("dynamodb").Table("a").update(DeletionProtectionEnabled=False)',
            ("False", "True"),
        ),
        ('boto3.resource("cloudwatch").Alarm("a").disable_actions()', ("disable", "enable")),
        ('boto3.resource("glacier").Vault("-", "a").delete()', ("delete", "load")),
    ],
)
def test_resource_objects_do_what_clients_do(call: str, narrow: tuple[str, str]) -> None:
    assert [one for one in shown(START + call) if one[:1] not in "[]"], call
    harmless = call.replace(*narrow)
    assert harmless != call
    assert [one for one in shown(START + harmless) if one[:1] not in "[]"] == [], harmless
