"""boto3: calls that switch off what protects, watches over or brings back a resource.

Source: the service models of botocore 1.44 for names and arguments; the API references of the
services for what each value switches off.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.boto3 import alters, off, row
from guardrail.knowledge.python.rows import Argument, Row, RunsText

ROWS: tuple[Row, ...] = (
    alters(
        "s3",
        "put_bucket_versioning",
        "Bucket",
        "bucket",
        "VersioningConfiguration.Status",
        "Suspended",
        "versioning",
    ),
    alters(
        "dynamodb",
        "update_continuous_backups",
        "TableName",
        "table",
        "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
        "False",
        "point-in-time recovery",
    ),
    alters(
        "ec2",
        "modify_instance_attribute",
        "InstanceId",
        "instance",
        "DisableApiTermination.Value",
        "False",
        "termination protection",
    ),
    alters(
        "elbv2",
        "modify_load_balancer_attributes",
        "LoadBalancerArn",
        "load balancer",
        "Attributes.Value",
        "false",
        "deletion protection or logging",
    ),
    alters(
        "cloudtrail",
        "update_event_data_store",
        "EventDataStore",
        "event data store",
        "TerminationProtectionEnabled",
        "False",
        "termination protection",
    ),
    row(
        "ecr",
        "put_lifecycle_policy",
        "repositoryName",
        Verb.ALTER,
        [("lifecyclePolicyText.tagStatus", "any", "every image once it is old enough")],
        kind="repository",
        unless=(("lifecyclePolicyText.countType", "imageCountMoreThan"),),
        example=(
            'import boto3, json\nrule = {"selection": {"tagStatus": "any", "countType":'
            ' "sinceImagePushed", "countUnit": "days", "countNumber": 1}}\n'
            'boto3.client("ecr").put_lifecycle_policy(repositoryName="shop",'
            ' lifecyclePolicyText=json.dumps({"rules": [rule]}))'
        ),
    ),
    alters(
        "efs",
        "put_backup_policy",
        "FileSystemId",
        "file system",
        "BackupPolicy.Status",
        "DISABLED|DISABLING",
        "automated backups",
    ),
    alters(
        "guardduty", "update_detector", "DetectorId", "detector", "Enable", "False", "detection"
    ),
    row(
        "s3",
        "put_bucket_lifecycle_configuration",
        "Bucket",
        Verb.ALTER,
        [],
        kind="bucket",
        document="LifecycleConfiguration",
        example=(
            'import boto3\nboto3.client("s3").put_bucket_lifecycle_configuration(Bucket="shop",'
            ' LifecycleConfiguration={"Rules": [{"Status": "Enabled", "Filter": {"Prefix": ""},'
            ' "Expiration": {"Days": 1}}]})'
        ),
    ),
    alters(
        "cloudtrail", "update_trail", "Name", "trail", "EnableLogFileValidation", "False", "proof"
    ),
    alters(
        "cloudtrail",
        "update_trail",
        "Name",
        "trail",
        "IsMultiRegionTrail",
        "False",
        "other regions",
    ),
    alters(
        "logs",
        "put_retention_policy",
        "logGroupName",
        "log group",
        "retentionInDays",
        "1|3|5",
        "what is older than a few days",
    ),
    row(
        "sqs",
        "set_queue_attributes",
        "QueueUrl",
        Verb.ALTER,
        [
            (
                "Attributes.MessageRetentionPeriod",
                "[0-9][0-9]|[0-9][0-9][0-9]",
                "what waits for longer than a few minutes",
            )
        ],
        kind="queue",
        example=(
            'import boto3\nboto3.client("sqs").set_queue_attributes(QueueUrl="orders",'
            ' Attributes={"MessageRetentionPeriod": "60"})'
        ),
    ),
    row(
        "dynamodb",
        "update_time_to_live",
        "TableName",
        Verb.ALTER,
        [
            (
                "TimeToLiveSpecification.AttributeName",
                "*creat*|*updat*|*modified*|*timestamp*|*order*date*|*sign*up*",
                "every row, as that time is past",
            )
        ],
        kind="table",
        unless=(
            ("TimeToLiveSpecification.Enabled", "False"),
            ("TimeToLiveSpecification.AttributeName", "*expir*|*ttl*|*delete*|*end*|*until*|*due*"),
        ),
        example=(
            'import boto3\nboto3.client("dynamodb").update_time_to_live(TableName="orders",'
            ' TimeToLiveSpecification={"Enabled": True, "AttributeName": "created_at"})'
        ),
    ),
    alters(
        "rds",
        "modify_db_instance",
        "DBInstanceIdentifier",
        "database instance",
        "BackupRetentionPeriod",
        "1",
        "backups older than a day",
    ),
    alters(
        "ecr",
        "put_image_scanning_configuration",
        "repositoryName",
        "repository",
        "imageScanningConfiguration.scanOnPush",
        "False",
        "the scan of images",
    ),
    off(
        "iam", "delete_role_permissions_boundary", "RoleName", "role", "the boundary of its rights"
    ),
    off(
        "iam", "delete_user_permissions_boundary", "UserName", "user", "the boundary of its rights"
    ),
    row("iam", "delete_account_password_policy", "", Verb.DISABLE, [], kind="password policy"),
    row(
        "ec2", "disable_ebs_encryption_by_default", "", Verb.DISABLE, [], kind="volumes' encryption"
    ),
    off(
        "organizations",
        "remove_account_from_organization",
        "AccountId",
        "account",
        "its guardrails",
    ),
    off("organizations", "detach_policy", "PolicyId", "organization", "a policy of it"),
    row("organizations", "leave_organization", "", Verb.DISABLE, [], kind="account"),
    off(
        "accessanalyzer", "delete_analyzer", "analyzerName", "analyzer", "the search for open doors"
    ),
    row("inspector2", "disable", "", Verb.DISABLE, [], kind="account"),
    off("wafv2", "delete_web_acl", "Name", "firewall", "its rules"),
    off("wafv2", "disassociate_web_acl", "ResourceArn", "resource", "the firewall before it"),
    off("shield", "delete_protection", "ProtectionId", "resource", "protection from floods"),
    off("cloudwatch", "delete_alarms", "AlarmNames", "alarms", "what they warned of"),
    off("cloudwatch", "disable_alarm_actions", "AlarmNames", "alarms", "what they would do"),
    off(
        "kinesis",
        "decrease_stream_retention_period",
        "StreamName",
        "stream",
        "records older than the new period",
    ),
    off("route53domains", "disable_domain_transfer_lock", "DomainName", "domain", "its lock"),
    off("route53domains", "disable_domain_auto_renew", "DomainName", "domain", "its renewal"),
    row("route53domains", "delete_domain", "DomainName", Verb.DELETE, []),
    row("rds", "delete_db_instance_automated_backup", "DbiResourceId", Verb.DELETE, []),
    row(
        "elasticbeanstalk", "terminate_environment", "EnvironmentName", Verb.DELETE, [], serves=True
    ),
    row("ssm", "delete_parameters", "Names", Verb.DELETE, [], serves=True),
    row("ssm", "delete_parameter", "Name", Verb.DELETE, [], serves=True),
    off("s3", "delete_bucket_encryption", "Bucket", "bucket", "its own encryption"),
    off("s3", "delete_bucket_replication", "Bucket", "bucket", "replication"),
    off("kms", "disable_key", "KeyId", "key", "reading what it encrypts"),
    off("kms", "disable_key_rotation", "KeyId", "key", "rotation"),
    off("cloudtrail", "stop_logging", "Name", "trail", "the audit log"),
    off("cloudtrail", "delete_trail", "Name", "trail", "the audit log"),
    off("ec2", "delete_flow_logs", "FlowLogIds", "network", "flow logs"),
    off("guardduty", "delete_detector", "DetectorId", "detector", "detection"),
    off(
        "config",
        "stop_configuration_recorder",
        "ConfigurationRecorderName",
        "recorder",
        "the record of changes",
    ),
    off(
        "config",
        "delete_configuration_recorder",
        "ConfigurationRecorderName",
        "recorder",
        "the record of changes",
    ),
    off("backup", "delete_backup_plan", "BackupPlanId", "backup plan", "scheduled backups"),
    off(
        "backup",
        "delete_backup_vault_lock_configuration",
        "BackupVaultName",
        "backup vault",
        "the vault's lock",
    ),
    off("redshift", "disable_logging", "ClusterIdentifier", "cluster", "the audit log"),
    off(
        "redshift",
        "disable_snapshot_copy",
        "ClusterIdentifier",
        "cluster",
        "copies of its snapshots",
    ),
    off("iam", "deactivate_mfa_device", "UserName", "user", "the second factor"),
    row("securityhub", "disable_security_hub", "", Verb.DISABLE, [], kind="account"),
    row("macie2", "disable_macie", "", Verb.DISABLE, [], kind="account"),
    row(
        "route53",
        "change_resource_record_sets",
        "HostedZoneId",
        Verb.DELETE,
        [("ChangeBatch.Action", "DELETE", "")],
        kind="records of the zone",
        unless=(("ChangeBatch.Type", "TXT"),),
        example=(
            'import boto3\nboto3.client("route53").change_resource_record_sets(HostedZoneId="Z1",'
            ' ChangeBatch={"Changes": [{"Action": "DELETE"}]})'
        ),
        serves=True,
    ),
    RunsText(
        names=(".execute_statement",),
        language="sql",
        text=Argument(-1, "sql"),
        certain=True,
        beside=("boto3", "aioboto3", "botocore", "aiobotocore"),
        example='import boto3\nboto3.client("rds-data").execute_statement(sql="DELETE FROM users")',
    ),
    RunsText(
        names=(".execute_statement",),
        language="sql",
        text=Argument(-1, "Sql"),
        certain=True,
        dialect="redshift",
        beside=("boto3", "aioboto3", "botocore", "aiobotocore"),
        example=(
            'import boto3\nboto3.client("redshift-data").execute_statement(Sql="DELETE FROM users")'
        ),
    ),
    RunsText(
        names=(".batch_execute_statement",),
        language="sql",
        text=Argument(-1, "Sqls"),
        certain=True,
        dialect="redshift",
        beside=("boto3", "aioboto3", "botocore", "aiobotocore"),
        example=(
            'import boto3\nboto3.client("redshift-data").batch_execute_statement('
            'Sqls=["DELETE FROM users"])'
        ),
    ),
    RunsText(
        names=(".start_query_execution",),
        language="sql",
        text=Argument(-1, "QueryString"),
        certain=True,
        dialect="athena",
        beside=("boto3", "aioboto3", "botocore", "aiobotocore"),
        example=(
            'import boto3\nboto3.client("athena").start_query_execution('
            'QueryString="DROP TABLE users")'
        ),
    ),
)
