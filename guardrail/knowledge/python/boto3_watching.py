"""boto3: what watches over an account, locks what it keeps, or is handed to everybody by a policy.

Source: the service models of botocore 1.44 for names and arguments; the API references of
CloudTrail, Config, CloudWatch Logs, WAF, GuardDuty, Security Hub, IAM, S3, Cognito, Backup, DLM and
Organizations.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.boto3 import alters, off, row
from guardrail.knowledge.python.boto3_access import opened_by_policy
from guardrail.knowledge.python.rows import Row

_OFF: tuple[tuple[str, str, str, str, str], ...] = (
    ("config", "delete_delivery_channel", "DeliveryChannelName", "recorder", "its deliveries"),
    ("config", "delete_organization_config_rule", "OrganizationConfigRuleName", "rule", "a check"),
    ("logs", "delete_subscription_filter", "logGroupName", "log group", "who is sent its lines"),
    ("wafv2", "delete_logging_configuration", "ResourceArn", "firewall", "its log"),
    ("guardduty", "delete_members", "AccountIds", "accounts", "detection"),
    ("guardduty", "disassociate_members", "AccountIds", "accounts", "detection"),
    ("guardduty", "stop_monitoring_members", "AccountIds", "accounts", "detection"),
    (
        "securityhub",
        "batch_disable_standards",
        "StandardsSubscriptionArns",
        "account",
        "the checks of a standard",
    ),
    ("iam", "delete_virtual_mfa_device", "SerialNumber", "user", "the second factor"),
    ("secretsmanager", "cancel_rotate_secret", "SecretId", "secret", "rotation"),
    ("backup", "delete_backup_selection", "BackupPlanId", "backup plan", "scheduled backups"),
    ("dlm", "delete_lifecycle_policy", "PolicyId", "lifecycle policy", "scheduled snapshots"),
    ("organizations", "disable_policy_type", "RootId", "organization", "its guardrails"),
    ("organizations", "delete_policy", "PolicyId", "organization", "a policy of it"),
    ("network-firewall", "delete_firewall_policy", "FirewallPolicyName", "firewall", "its rules"),
    ("cloudtrail", "delete_event_data_store", "EventDataStore", "trail", "the audit log"),
)
"""Operations that switch off what their argument names: the service, what it is, what it gave."""

_ALTERED: tuple[tuple[str, ...], ...] = (
    (
        "cloudtrail",
        "put_event_selectors",
        "TrailName",
        "trail",
        "EventSelectors.IncludeManagementEvents",
        "False",
        "events of the account's management",
    ),
    (
        "cloudtrail",
        "update_trail",
        "Name",
        "trail",
        "IncludeGlobalServiceEvents",
        "False",
        "events of global services",
    ),
    ("s3", "put_bucket_logging", "Bucket", "bucket", "BucketLoggingStatus", "{}", "the access log"),
    ("s3", "put_object_legal_hold", "Key", "object", "LegalHold.Status", "OFF", "the legal hold"),
    (
        "s3",
        "put_object_retention",
        "Key",
        "object",
        "BypassGovernanceRetention",
        "True",
        "retention",
    ),
    (
        "ec2",
        "modify_instance_metadata_options",
        "InstanceId",
        "instance",
        "HttpTokens",
        "optional",
        "tokens before it hands out its role's keys",
    ),
    (
        "opensearch",
        "update_domain_config",
        "DomainName",
        "domain",
        "DomainEndpointOptions.EnforceHTTPS",
        "False",
        "HTTPS for everybody",
    ),
    ("rds", "modify_db_proxy", "DBProxyName", "proxy", "RequireTLS", "False", "TLS"),
    (
        "cognito-idp",
        "set_user_pool_mfa_config",
        "UserPoolId",
        "user pool",
        "MfaConfiguration",
        "OFF",
        "the second factor",
    ),
    (
        "dlm",
        "update_lifecycle_policy",
        "PolicyId",
        "lifecycle policy",
        "State",
        "DISABLED",
        "scheduled snapshots",
    ),
    (
        "ecr",
        "put_image_tag_mutability",
        "repositoryName",
        "repository",
        "imageTagMutability",
        "MUTABLE",
        "tags that stay what they were",
    ),
)
"""What gives something up: service, method, what names it, what it is, where, the value, what."""

_POLICIES: tuple[tuple[str, str, str, str, str], ...] = (
    ("kms", "create_key", "", "Policy", "key"),
    ("sqs", "create_queue", "QueueName", "Attributes", "queue"),
    ("sns", "create_topic", "Name", "Attributes", "topic"),
    ("glacier", "set_vault_access_policy", "vaultName", "policy", "vault"),
    ("glue", "put_resource_policy", "", "PolicyInJson", "catalogue"),
    ("events", "put_permission", "EventBusName", "Policy", "event bus"),
    ("kinesis", "put_resource_policy", "ResourceARN", "Policy", "stream"),
    ("ecr", "put_registry_policy", "", "policyText", "registry"),
    ("acm-pca", "put_policy", "ResourceArn", "Policy", "authority"),
    ("vpc-lattice", "put_auth_policy", "resourceIdentifier", "policy", "service"),
    ("s3control", "put_access_point_policy_for_object_lambda", "Name", "Policy", "access point"),
)
"""Policies that may let everybody in: service, method, what names it, the argument, what it is."""

ROWS: tuple[Row, ...] = (
    *(off(*one) for one in _OFF),
    *(alters(one[0], one[1], one[2], one[3], *one[4:]) for one in _ALTERED),
    *(opened_by_policy(*one) for one in _POLICIES),
    row(
        "lambda",
        "update_function_url_config",
        "FunctionName",
        Verb.GRANT,
        [("AuthType", "NONE", "an address without authentication")],
        kind="function",
    ),
    row(
        "lambda",
        "add_layer_version_permission",
        "LayerName",
        Verb.GRANT,
        [("Principal", "[*]", "using it")],
        kind="layer",
        example=(
            'import boto3\nboto3.client("lambda").add_layer_version_permission(LayerName="shop",'
            ' VersionNumber=1, StatementId="all", Action="lambda:GetLayerVersion", Principal="*")'
        ),
    ),
    row(
        "events",
        "put_permission",
        "EventBusName",
        Verb.GRANT,
        [("Principal", "[*]", "sending to it")],
        kind="event bus",
        example=(
            'import boto3\nboto3.client("events").put_permission(EventBusName="shop",'
            ' StatementId="all", Action="events:PutEvents", Principal="*")'
        ),
    ),
    row(
        "ssm",
        "modify_document_permission",
        "Name",
        Verb.GRANT,
        [("AccountIdsToAdd", "all", "reading it in any account")],
        kind="document",
    ),
    row(
        "emr",
        "put_block_public_access_configuration",
        "",
        Verb.GRANT,
        [
            (
                "BlockPublicAccessConfiguration.BlockPublicSecurityGroupRules",
                "False",
                "what was blocked for the public",
            )
        ],
        kind="clusters",
        example=(
            'import boto3\nboto3.client("emr").put_block_public_access_configuration('
            'BlockPublicAccessConfiguration={"BlockPublicSecurityGroupRules": False})'
        ),
    ),
    *(
        row(
            service,
            method,
            id,
            Verb.GRANT,
            [(argument, "True", "an address that everybody reaches")],
            kind=kind,
        )
        for service, method, id, argument, kind in (
            ("redshift-serverless", "create_workgroup", "workgroupName", "publiclyAccessible", ""),
            ("redshift-serverless", "update_workgroup", "workgroupName", "publiclyAccessible", ""),
            ("mq", "create_broker", "BrokerName", "PubliclyAccessible", "broker"),
            (
                "lightsail",
                "update_relational_database",
                "relationalDatabaseName",
                "publiclyAccessible",
                "database",
            ),
            ("neptune", "create_db_instance", "DBInstanceIdentifier", "PubliclyAccessible", ""),
        )
    ),
)
