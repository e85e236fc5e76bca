"""What more of Google Cloud's clients delete: indexes, copies, volumes, data lakes, networks.

Source: the client libraries themselves, google-cloud-aiplatform 2.7, -artifact-registry 1.23,
-backupdr 0.10, -bigquery-analyticshub 0.10, -bigtable 2.50, -compute 1.57, -dataflow-client 0.14,
-dataplex 2, -dataproc-metastore 1, -datastream 1, -discoveryengine 0.20, -filestore 1.18,
-gke-backup 0.8, -gke-hub 1, -kms 3.18, -managedkafka 0.3, -memorystore 0.4, -monitoring 2.32,
-netapp 0.10, -notebooks 1, -oracledatabase 0.5, -orchestration-airflow 1, -parametermanager 0.5,
-private-ca 1.20, -storage-control 1, -vmwareengine 1: every method of a client that deletes what
holds data, keys or names, or what others are served by, with the parameter that says which.
"""

from __future__ import annotations

from guardrail.knowledge.python.google_cloud import kind_of, modules_of
from guardrail.knowledge.python.google_services import CLIENTS_BEFORE as ELSEWHERE
from guardrail.knowledge.python.google_services import deleted
from guardrail.knowledge.python.kinds import Kind, Makes
from guardrail.knowledge.python.rows import Row

_HOLDING: dict[str, tuple[tuple[str, str], ...]] = {
    "aiplatform_v1.FeatureOnlineStoreAdminServiceClient": (
        ("delete_feature_online_store", "store of features"),
    ),
    "aiplatform_v1.FeatureRegistryServiceClient": (("delete_feature_group", "group of features"),),
    "aiplatform_v1.FeaturestoreServiceClient": (
        ("delete_featurestore", "store of features"),
        ("delete_entity_type", "type of features with its values"),
    ),
    "aiplatform_v1.IndexServiceClient": (("delete_index", "index of vectors"),),
    "aiplatform_v1.MetadataServiceClient": (("delete_metadata_store", "store of runs"),),
    "aiplatform_v1.ModelServiceClient": (("delete_model_version", "model version"),),
    "aiplatform_v1.TensorboardServiceClient": (("delete_tensorboard", "record of experiments"),),
    "aiplatform_v1.VertexRagDataServiceClient": (("delete_rag_corpus", "corpus of documents"),),
    "artifactregistry_v1.ArtifactRegistryClient": (("delete_version", "package version"),),
    "backupdr_v1.BackupDRClient": (
        ("delete_backup_vault", "vault of backups"),
        ("delete_backup", "backup"),
    ),
    "bigquery_analyticshub_v1.AnalyticsHubServiceClient": (
        ("delete_data_exchange", "exchange of data"),
    ),
    "bigtable_admin_v2.BigtableInstanceAdminClient": (("delete_cluster", "database cluster"),),
    "bigtable_admin_v2.BigtableTableAdminClient": (("delete_snapshot", "snapshot"),),
    "dataplex_v1.DataplexServiceClient": (
        ("delete_lake", "data lake"),
        ("delete_zone", "zone of a data lake"),
    ),
    "discoveryengine_v1.DataStoreServiceClient": (("delete_data_store", "store of documents"),),
    "discoveryengine_v1.EngineServiceClient": (("delete_engine", "search engine"),),
    "filestore_v1.CloudFilestoreManagerClient": (
        ("delete_snapshot", "snapshot"),
        ("delete_backup", "backup"),
    ),
    "gke_backup_v1.BackupForGKEClient": (
        ("delete_backup", "backup"),
        ("delete_backup_plan", "plan of backups"),
    ),
    "kms_v1.KeyManagementServiceClient": (
        ("delete_crypto_key", "key"),
        ("delete_crypto_key_version", "key version"),
    ),
    "managedkafka_v1.ManagedKafkaClient": (
        ("delete_cluster", "Kafka cluster"),
        ("delete_topic", "topic with its messages"),
    ),
    "memorystore_v1.MemorystoreClient": (
        ("delete_instance", "cache"),
        ("delete_backup", "backup"),
    ),
    "metastore_v1.DataprocMetastoreClient": (
        ("delete_service", "metastore"),
        ("delete_backup", "backup"),
    ),
    "monitoring_v3.MetricServiceClient": (("delete_metric_descriptor", "metric with its values"),),
    "netapp_v1.NetAppClient": (
        ("delete_volume", "volume"),
        ("delete_storage_pool", "pool of volumes"),
        ("delete_snapshot", "snapshot"),
        ("delete_backup", "backup"),
        ("delete_backup_vault", "vault of backups"),
    ),
    "notebooks_v1.NotebookServiceClient": (("delete_instance", "notebook with its disk"),),
    "notebooks_v2.NotebookServiceClient": (("delete_instance", "notebook with its disk"),),
    "oracledatabase_v1.OracleDatabaseClient": (
        ("delete_autonomous_database", "database"),
        ("delete_cloud_vm_cluster", "database cluster"),
        ("delete_db_system", "database instance"),
    ),
    "orchestration.airflow.service_v1.EnvironmentsClient": (
        ("delete_environment", "Airflow environment with its database"),
    ),
    "parametermanager_v1.ParameterManagerClient": (("delete_parameter", "parameter"),),
    "security.privateca_v1.CertificateAuthorityServiceClient": (
        ("delete_certificate_authority", "certificate authority"),
        ("delete_ca_pool", "pool of certificate authorities"),
    ),
    "storage_control_v2.StorageControlClient": (
        ("delete_folder_recursive", "folder with everything in it"),
    ),
    "vmwareengine_v1.VmwareEngineClient": (
        ("delete_private_cloud", "private cloud"),
        ("delete_cluster", "cluster of machines"),
    ),
}
"""Clients, their methods and what these delete for good; the parameter is `name` of each."""

_SERVING: dict[str, tuple[tuple[str, str], ...]] = {
    "aiplatform_v1.IndexEndpointServiceClient": (("delete_index_endpoint", "endpoint"),),
    "aiplatform_v1.ReasoningEngineServiceClient": (("delete_reasoning_engine", "agent"),),
    "datastream_v1.DatastreamClient": (("delete_stream", "stream of changes"),),
    "gkehub_v1.GkeHubClient": (("delete_membership", "cluster's membership of its fleet"),),
}
"""The same of what holds nothing itself, and can be made anew."""

_COMPUTE: tuple[tuple[str, str, str, bool], ...] = (
    ("BackendBuckets", "backend_bucket", "service behind a balancer", True),
    ("BackendServices", "backend_service", "service behind a balancer", True),
    ("ForwardingRules", "forwarding_rule", "rule of a load balancer", True),
    ("GlobalAddresses", "address", "address", False),
    ("GlobalForwardingRules", "forwarding_rule", "rule of a load balancer", True),
    ("InstanceGroups", "instance_group", "group of instances", True),
    ("InstantSnapshots", "instant_snapshot", "snapshot", False),
    ("Interconnects", "interconnect", "connection", True),
    ("NodeGroups", "node_group", "group of machines", True),
    ("RegionBackendServices", "backend_service", "service behind a balancer", True),
    ("RegionInstanceGroupManagers", "instance_group_manager", "group of instances", True),
    ("RegionInstantSnapshots", "instant_snapshot", "snapshot", False),
    ("RegionSnapshots", "snapshot", "snapshot", False),
    ("Routers", "router", "router", True),
    ("StoragePools", "storage_pool", "pool of disks", False),
    ("TargetHttpsProxies", "target_https_proxy", "proxy", True),
    ("UrlMaps", "url_map", "map of a balancer", True),
    ("VpnGateways", "vpn_gateway", "gateway", True),
    ("VpnTunnels", "vpn_tunnel", "tunnel", True),
)
"""Compute Engine's clients, the parameter that says which, what it is, whether it's made anew."""

_CLIENTS = (*_HOLDING, *_SERVING, *(f"compute_v1.{one[0]}Client" for one in _COMPUTE))

KINDS: tuple[Kind, ...] = tuple(
    Makes(names=modules_of(client), kind=kind_of(client))
    for client in _CLIENTS
    if kind_of(client) not in ELSEWHERE
)

ROWS: tuple[Row, ...] = (
    *(
        deleted(client, method, what, "name", again)
        for table, again in ((_HOLDING, False), (_SERVING, True))
        for client, methods in table.items()
        for method, what in methods
    ),
    *(
        deleted(f"compute_v1.{client}Client", "delete", what, argument, again)
        for client, argument, what, again in _COMPUTE
    ),
)
