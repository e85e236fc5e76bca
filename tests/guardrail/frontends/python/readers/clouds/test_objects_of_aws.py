"""boto3's resource objects: what they open, hand out, unprotect and delete."""

from __future__ import annotations

import pytest
from reading_python import items, shown

from guardrail.effects import PrivilegeChange

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


WATCHED = """
import boto3, json
OPEN = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
aws = boto3.client
"""
ADMINISTRATOR = (
    'aws("sso-admin").attach_managed_policy_to_permission_set(InstanceArn="a",'
    ' PermissionSetArn="b", ManagedPolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")'
)
SELECTORS = (
    'aws("cloudtrail").put_event_selectors(TrailName="a", EventSelectors=['
    '{"ReadWriteType": "All", "IncludeManagementEvents": False}])'
)


@pytest.mark.parametrize(
    ("call", "narrow"),
    [
        (SELECTORS, ("False", "True")),
        (ADMINISTRATOR, ("AdministratorAccess", "ViewOnlyAccess")),
        (
            'aws("s3").put_bucket_logging(Bucket="a", BucketLoggingStatus={})',
            ("{}", '{"LoggingEnabled": {"TargetBucket": "b", "TargetPrefix": "a/"}}'),
        ),
        (
            'aws("s3").put_object_legal_hold(Bucket="a", Key="b", LegalHold={"Status": "OFF"})',
            ("OFF", "ON"),
        ),
        (
            'aws("ec2").modify_instance_metadata_options(InstanceId="i", HttpTokens="optional")',
            ("optional", "required"),
        ),
        (
            'aws("cognito-idp").set_user_pool_mfa_config(UserPoolId="a", MfaConfiguration="OFF")',
            ("OFF", "ON"),
        ),
        ('aws("dlm").update_lifecycle_policy(PolicyId="a", State="DISABLED")', ("DIS", "EN")),
        (
            'aws("guardduty").stop_monitoring_members(DetectorId="a", AccountIds=["1"])',
            ("stop_", "start_"),
        ),
        (
            'aws("sqs").create_queue(QueueName="a", Attributes={"Policy": json.dumps(OPEN)})',
            ("json.dumps(OPEN)", '"{}"'),
        ),
        (
            'aws("events").put_permission(EventBusName="a", StatementId="b", Principal="*")',
            ('"*"', '"123456789012"'),
        ),
        (
            'aws("mq").create_broker(BrokerName="a", PubliclyAccessible=True)',
            ("True", "False"),
        ),
    ],
)
def test_what_watches_over_an_account_locks_or_opens(call: str, narrow: tuple[str, str]) -> None:
    assert [one for one in shown(WATCHED + call) if one[:1] not in "[]"], call
    assert narrow[0] in call
    harmless = call.replace(*narrow)
    assert [one for one in shown(WATCHED + harmless) if one[:1] not in "[]"] == [], harmless


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ({"Action": "*", "Resource": "*"}, True),
        ({"Action": ["s3:*", "iam:*"], "Resource": "*"}, True),
        ({"NotAction": "iam:*", "Resource": "*"}, True),
        ({"Action": "iam:*", "Resource": "arn:aws:iam::1:user/ci"}, False),
        ({"NotAction": "s3:*", "Resource": "arn:aws:s3:::a"}, False),
        ({"Action": "iam:*", "Resource": "*", "Condition": {"Bool": {"x": "y"}}}, False),
        ({"Action": ["s3:*"], "Resource": "*"}, False),
    ],
)
def test_who_may_allow_themselves_everything_may_do_it(
    statement: dict[str, object], told: bool
) -> None:
    document = {"Statement": [{"Effect": "Allow", **statement}]}
    code = (
        "import boto3, json\nboto3.client('iam').put_role_policy(RoleName='ci', PolicyName='x',"
        f" PolicyDocument=json.dumps({document}))\n"
    )
    assert any(isinstance(one, PrivilegeChange) for one in items(code)) is told


def test_a_policy_whose_places_are_filled_in_is_a_policy_all_the_same() -> None:
    document = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}]}
    code = (
        f"import boto3, json\nPOLICY = {document}\n"
        "boto3.client('s3').put_bucket_policy(Bucket='scans',"
        " Policy=json.dumps(POLICY).replace('{bucket}', 'scans'))\n"
    )
    assert any(isinstance(one, PrivilegeChange) for one in items(code))
