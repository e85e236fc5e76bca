"""Operations of AWS that delete or unprotect. Written by tools/generate_boto3.py.

Source: the service models of botocore 1.44.8.
"""

from __future__ import annotations

HOLDING: dict[str, str] = {
    "acm-pca": """
delete_certificate_authority CertificateAuthorityArn
""",
    "amplify": """
delete_branch branchName
""",
    "appsync": """
delete_channel_namespace name
delete_data_source name
""",
    "athena": """
delete_data_catalog Name
""",
    "backup": """
delete_backup_vault BackupVaultName
delete_recovery_point RecoveryPointArn
""",
    "bedrock-agent": """
delete_data_source dataSourceId
delete_knowledge_base knowledgeBaseId
""",
    "cloudformation": """
delete_stack StackName DeletionMode=FORCE_DELETE_STACK
delete_stack_instances StackSetName
delete_stack_set StackSetName
""",
    "cloudhsmv2": """
delete_backup BackupId
delete_cluster ClusterId
""",
    "cloudtrail": """
delete_event_data_store EventDataStore
""",
    "codeartifact": """
delete_domain domain
delete_package namespace
delete_repository domain
""",
    "codecommit": """
delete_branch branchName
delete_repository repositoryName
""",
    "cognito-identity": """
delete_identity_pool IdentityPoolId
""",
    "cognito-idp": """
delete_user_pool UserPoolId
""",
    "dax": """
delete_cluster ClusterName
""",
    "dms": """
delete_fleet_advisor_databases DatabaseIds
""",
    "docdb": """
delete_db_cluster DBClusterIdentifier SkipFinalSnapshot=True
delete_db_cluster_snapshot DBClusterSnapshotIdentifier
delete_db_instance DBInstanceIdentifier
delete_global_cluster GlobalClusterIdentifier
""",
    "docdb-elastic": """
delete_cluster clusterArn
delete_cluster_snapshot snapshotArn
""",
    "ds": """
delete_directory DirectoryId
delete_snapshot SnapshotId
""",
    "dsql": """
delete_cluster identifier
delete_stream streamIdentifier
""",
    "dynamodb": """
delete_backup BackupArn
delete_table TableName
""",
    "ec2": """
delete_fpga_image FpgaImageId
delete_snapshot SnapshotId
delete_volume VolumeId
deregister_image ImageId
terminate_instances InstanceIds Force=True
""",
    "ecr": """
batch_delete_image imageIds
delete_repository repositoryName force=True
""",
    "ecr-public": """
batch_delete_image imageIds
delete_repository repositoryName force=True
""",
    "ecs": """
delete_cluster cluster
deregister_container_instance containerInstance force=True
""",
    "efs": """
delete_file_system FileSystemId
""",
    "eks": """
delete_certificate_authority certificateAuthorityId
delete_cluster name
deregister_cluster name
""",
    "elasticache": """
delete_cache_cluster CacheClusterId FinalSnapshotIdentifier=-
delete_global_replication_group GlobalReplicationGroupId
delete_replication_group ReplicationGroupId FinalSnapshotIdentifier=-
delete_serverless_cache ServerlessCacheName FinalSnapshotName=-
delete_serverless_cache_snapshot ServerlessCacheSnapshotName
delete_snapshot SnapshotName
""",
    "emr": """
terminate_job_flows JobFlowIds
""",
    "es": """
delete_elasticsearch_domain DomainName
delete_package PackageID
""",
    "events": """
delete_archive ArchiveName
""",
    "firehose": """
delete_delivery_stream DeliveryStreamName
""",
    "fsx": """
delete_backup BackupId
delete_file_system FileSystemId
delete_snapshot SnapshotId
delete_volume VolumeId
""",
    "glacier": """
delete_archive archiveId
delete_vault vaultName
""",
    "glue": """
batch_delete_table DatabaseName
delete_database Name
delete_schema SchemaId
delete_table Name
""",
    "iot": """
delete_package packageName
delete_stream streamId
""",
    "kafka": """
delete_cluster ClusterArn
""",
    "kendra": """
delete_data_source Id
delete_index Id
""",
    "keyspaces": """
delete_keyspace keyspaceName
delete_table tableName
""",
    "kinesis": """
delete_queue QueueARN
delete_stream StreamName
""",
    "kinesisvideo": """
delete_stream StreamARN
""",
    "kms": """
delete_custom_key_store CustomKeyStoreId
delete_imported_key_material KeyId
schedule_key_deletion KeyId
""",
    "lightsail": """
delete_auto_snapshot resourceName
delete_bucket bucketName
delete_container_image serviceName
delete_disk_snapshot diskSnapshotName
delete_domain domainName
delete_instance instanceName
delete_instance_snapshot instanceSnapshotName
delete_relational_database relationalDatabaseName
delete_relational_database_snapshot relationalDatabaseSnapshotName
""",
    "logs": """
delete_log_group logGroupName
delete_log_stream logStreamName
""",
    "memorydb": """
delete_cluster ClusterName FinalSnapshotName=-
delete_multi_region_cluster MultiRegionClusterName
delete_snapshot SnapshotName
""",
    "mq": """
delete_broker BrokerId
""",
    "neptune": """
delete_db_cluster DBClusterIdentifier SkipFinalSnapshot=True
delete_db_cluster_snapshot DBClusterSnapshotIdentifier
delete_db_instance DBInstanceIdentifier SkipFinalSnapshot=True
delete_global_cluster GlobalClusterIdentifier
""",
    "neptune-graph": """
delete_graph graphIdentifier
delete_graph_snapshot snapshotIdentifier
""",
    "opensearch": """
delete_data_source Name
delete_direct_query_data_source DataSourceName
delete_domain DomainName
delete_index IndexName
delete_package PackageID
""",
    "opensearchserverless": """
delete_collection id
delete_index indexName
delete_ingestion_stream ingestionStreamId
""",
    "organizations": """
close_account AccountId
""",
    "quicksight": """
batch_delete_knowledge_base KnowledgeBaseIds
delete_data_set DataSetId
delete_data_source DataSourceId
delete_knowledge_base KnowledgeBaseId
delete_namespace Namespace
""",
    "rds": """
delete_db_cluster DBClusterIdentifier SkipFinalSnapshot=True DeleteAutomatedBackups=True
delete_db_cluster_automated_backup DbClusterResourceId
delete_db_cluster_snapshot DBClusterSnapshotIdentifier
delete_db_instance DBInstanceIdentifier SkipFinalSnapshot=True DeleteAutomatedBackups=True
delete_db_instance_automated_backup DBInstanceAutomatedBackupsArn
delete_db_snapshot DBSnapshotIdentifier
delete_global_cluster GlobalClusterIdentifier
delete_tenant_database DBInstanceIdentifier SkipFinalSnapshot=True
""",
    "redshift": """
batch_delete_cluster_snapshots Identifiers
delete_cluster ClusterIdentifier SkipFinalClusterSnapshot=True
delete_cluster_snapshot SnapshotIdentifier
deregister_namespace NamespaceIdentifier
""",
    "redshift-serverless": """
delete_namespace namespaceName finalSnapshotName=-
delete_snapshot snapshotName
""",
    "route53": """
delete_hosted_zone Id
""",
    "s3": """
delete_bucket Bucket
""",
    "s3control": """
delete_bucket Bucket
""",
    "s3tables": """
delete_namespace namespace
delete_table tableBucketARN
delete_table_bucket tableBucketARN
""",
    "s3vectors": """
delete_index indexName
delete_vector_bucket vectorBucketName
""",
    "sagemaker": """
delete_cluster ClusterName
delete_code_repository CodeRepositoryName
delete_domain DomainId
delete_feature_group FeatureGroupName
delete_image ImageName
""",
    "secretsmanager": """
delete_secret SecretId ForceDeleteWithoutRecovery=True
""",
    "sqs": """
delete_queue QueueUrl
purge_queue QueueUrl
""",
    "ssm": """
deregister_managed_instance InstanceId
""",
    "storagegateway": """
delete_tape_archive TapeARN
delete_volume VolumeARN
""",
    "timestream-influxdb": """
delete_db_backup identifier
delete_db_cluster dbClusterId
delete_db_instance identifier
""",
    "timestream-write": """
delete_database DatabaseName
delete_table TableName
""",
    "workspaces": """
delete_workspace_image ImageId
deregister_workspace_directory DirectoryId
terminate_workspaces TerminateWorkspaceRequests
""",
}
"""Operations that take away what holds data, or what nothing brings back."""

SERVING: dict[str, str] = {
    "acm": """
delete_certificate CertificateArn
""",
    "amplify": """
delete_app appId
delete_backend_environment appId
""",
    "apigateway": """
delete_client_certificate clientCertificateId
delete_model modelName
delete_rest_api restApiId
""",
    "apigatewayv2": """
delete_api ApiId
delete_model ModelId
""",
    "appsync": """
delete_api apiId
delete_function functionId
delete_graphql_api apiId
""",
    "athena": """
delete_work_group WorkGroup
""",
    "autoscaling": """
delete_auto_scaling_group AutoScalingGroupName ForceDelete=True
terminate_instance_in_auto_scaling_group InstanceId
""",
    "cloudfront": """
delete_distribution Id
delete_function Name
delete_streaming_distribution Id
""",
    "codepipeline": """
delete_pipeline name
""",
    "dms": """
delete_certificate CertificateArn
delete_endpoint EndpointArn
delete_replication_instance ReplicationInstanceArn
delete_replication_task ReplicationTaskArn
""",
    "ec2": """
delete_client_vpn_endpoint ClientVpnEndpointId
delete_nat_gateway NatGatewayId
delete_vpc VpcId
""",
    "ecs": """
delete_express_gateway_service serviceArn
delete_service service force=True
""",
    "eks": """
delete_nodegroup nodegroupName
""",
    "elasticache": """
delete_user UserId
""",
    "elasticbeanstalk": """
delete_application ApplicationName
terminate_environment EnvironmentId
""",
    "elb": """
delete_load_balancer LoadBalancerName
""",
    "elbv2": """
delete_load_balancer LoadBalancerArn
""",
    "emr-serverless": """
delete_application applicationId
""",
    "events": """
delete_endpoint Name
delete_event_bus Name
""",
    "glue": """
delete_crawler Name
delete_dev_endpoint EndpointName
""",
    "iam": """
delete_role RoleName
delete_server_certificate ServerCertificateName
delete_service_linked_role RoleName
delete_signing_certificate CertificateId
delete_user UserName
""",
    "iot": """
delete_ca_certificate certificateId
delete_certificate certificateId
""",
    "kafka": """
delete_topic TopicName
""",
    "lambda": """
delete_function FunctionName
""",
    "lightsail": """
delete_certificate certificateName
delete_container_service serviceName
delete_distribution distributionName
delete_load_balancer loadBalancerName
""",
    "memorydb": """
delete_user UserName
""",
    "mq": """
delete_user Username
""",
    "neptune": """
delete_db_cluster_endpoint DBClusterEndpointIdentifier
""",
    "neptune-graph": """
delete_private_graph_endpoint graphIdentifier
""",
    "opensearch": """
delete_application id
""",
    "quicksight": """
delete_app AppId
delete_topic TopicId
delete_user UserName
""",
    "rds": """
delete_db_cluster_endpoint DBClusterEndpointIdentifier
delete_db_proxy_endpoint DBProxyEndpointName
""",
    "redshift-serverless": """
delete_workgroup workgroupName
""",
    "sagemaker": """
delete_app AppName
delete_endpoint EndpointName
delete_mlflow_app Arn
delete_mlflow_tracking_server TrackingServerName
delete_model ModelName
delete_notebook_instance NotebookInstanceName
delete_partner_app Arn
delete_pipeline PipelineName
""",
    "sns": """
delete_endpoint EndpointArn
delete_platform_application PlatformApplicationArn
delete_topic TopicArn
""",
    "stepfunctions": """
delete_state_machine stateMachineArn
""",
    "transfer": """
delete_certificate CertificateId
delete_server ServerId
delete_user UserName
delete_web_app WebAppId
""",
}
"""Operations that take away what serves, and can be made anew from its code."""

ALTERING: dict[str, str] = {
    "autoscaling": """
update_auto_scaling_group AutoScalingGroupName DeletionProtection=False
""",
    "cloudformation": """
update_termination_protection StackName EnableTerminationProtection=False
""",
    "cognito-idp": """
update_user_pool UserPoolId DeletionProtection=False
""",
    "docdb": """
modify_db_cluster DBClusterIdentifier DeletionProtection=False BackupRetentionPeriod=0
modify_global_cluster GlobalClusterIdentifier DeletionProtection=False
""",
    "dsql": """
update_cluster identifier deletionProtectionEnabled=False
""",
    "dynamodb": """
update_table TableName DeletionProtectionEnabled=False
""",
    "ecs": """
update_gateway infrastructureRoleArn deletionProtection=False
""",
    "eks": """
update_cluster_config name deletionProtection=False
""",
    "elasticache": """
modify_cache_cluster CacheClusterId SnapshotRetentionLimit=0
modify_replication_group ReplicationGroupId SnapshotRetentionLimit=0
modify_serverless_cache ServerlessCacheName SnapshotRetentionLimit=0
""",
    "emr": """
set_termination_protection JobFlowIds TerminationProtected=False
""",
    "logs": """
put_log_group_deletion_protection logGroupIdentifier deletionProtectionEnabled=False
""",
    "memorydb": """
update_cluster ClusterName SnapshotRetentionLimit=0
""",
    "neptune": """
modify_db_cluster DBClusterIdentifier DeletionProtection=False BackupRetentionPeriod=0
modify_db_instance DBInstanceIdentifier DeletionProtection=False BackupRetentionPeriod=0
modify_global_cluster GlobalClusterIdentifier DeletionProtection=False
""",
    "neptune-graph": """
update_graph graphIdentifier deletionProtection=False
""",
    "opensearchserverless": """
update_collection id deletionProtection=False
""",
    "rds": """
modify_db_cluster DBClusterIdentifier DeletionProtection=False BackupRetentionPeriod=0
modify_db_instance DBInstanceIdentifier DeletionProtection=False BackupRetentionPeriod=0
modify_global_cluster GlobalClusterIdentifier DeletionProtection=False
""",
    "redshift": """
modify_cluster ClusterIdentifier AutomatedSnapshotRetentionPeriod=0
""",
}
"""Operations that change a resource, with arguments that unprotect it."""
