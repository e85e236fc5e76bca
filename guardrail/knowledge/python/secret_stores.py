"""Calls that fetch secrets from where they are kept, and where in the answer the secret stands.

Sources: boto3 1.44 (Secrets Manager `get_secret_value`, SSM `get_parameter`),
google-cloud-secret-manager 2 (`access_secret_version`), google-cloud-iam 2,
azure-keyvault-secrets 4 (`get_secret`),
hvac 2.4 (`read_secret_version`, `read_secret`, `sys.initialize`) and Vault's API for the answers,
Kubernetes' client 32 (`V1Secret.data`); Prefect 3 (`Secret.load`), keyring 25 (`get_password`),
AWS CDK 2 (`SecretValue.unsafe_unwrap`), Pulumi 3 (`Output.unsecret`), Databricks'
`dbutils.secrets`, Airflow 3 (`Connection.get_uri`).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import words

STORES: dict[str, frozenset[str]] = {
    "get_secret_value": words("SecretString SecretBinary"),
    "batch_get_secret_value": words("SecretString SecretBinary"),
    "access_secret_version": words("payload"),
    "get_secret": words("value"),
    "set_secret": words("value"),
    "read_secret_version": words("data"),
    "read_secret": words("data"),
    "read_namespaced_secret": words("data string_data"),
    "list_namespaced_secret": words("data string_data"),
    "list_secret_for_all_namespaces": words("data string_data"),
    "get_parameter": words("Value"),
    "get_parameters": words("Value"),
    "get_parameters_by_path": words("Value"),
    "create_service_account_key": words("private_key_data"),
    "get_authorization_token": words("authorizationToken"),
    "decrypt": words("Plaintext plaintext"),
    "generate_data_key": words("Plaintext"),
    "get_password_data": words("PasswordData"),
    "create_service_specific_credential": words("ServicePassword"),
    "initialize": words(
        "keys keys_base64 root_token recovery_keys recovery_keys_base64 unseal_keys_b64"
    ),
}
"""The last parts of the names of such calls, each with the steps that lead to the secret itself."""

SHOWN_WHOLE = frozenset(STORES) - words("get_secret set_secret create_service_account_key")
"""Those of them whose answer shows the secret where it is shown as a whole; Azure's hides it."""

OF_OWNERS: dict[str, tuple[str, ...]] = {"initialize": (".sys", ".system_backend")}
"""Those whose names many calls have: what such a method is called on."""

ABOUT = words(
    "metadata version versions created_time deletion_time lease_id lease_duration request_id"
    " warnings VersionId ARN Name CreatedDate VersionStages properties"
)
"""Steps into an answer that lead to what is said about a secret."""

AROUND = words("authorizationData Parameter Parameters SecretValues data items") | {""}
"""Steps into an answer that leave the secret in what is left: "" for one of a list."""

IF_TRUE: dict[str, str] = dict.fromkeys(
    ("get_parameter", "get_parameters", "get_parameters_by_path"), "WithDecryption"
)
"""Calls that give a secret only where an argument says so."""

TYPED: dict[str, frozenset[str]] = {
    "KeyVaultSecret": words("value"),
    "V1Secret": words("data string_data"),
    "AccessSecretVersionResponse": words("payload"),
}
"""The classes of what such calls give, where a function says that it is handed one."""

GIVING: frozenset[str] = words(
    "prefect.blocks.system.Secret.load prefect.blocks.system.Secret.aload keyring.get_password"
    " dbutils.secrets.get google.colab.userdata.get"
)
"""The full names of calls whose result is, or holds, the secret itself."""

ADDRESSES: frozenset[str] = words(
    "airflow.hooks.base.BaseHook.get_connection airflow.sdk.BaseHook.get_connection"
    " airflow.models.Connection.get_connection_from_secrets airflow.sdk.Connection.get"
)
"""Calls that give a connection, of which these say the password with everything else."""

WHOLE_ADDRESS = words("get_uri password extra extra_dejson get_password")
"""What of a connection shows its password."""

UNWRAPPING = words("unsafe_unwrap unsecret")
"""The last parts of the names of calls that give a secret of a stack as a plain text."""

GIVEN_BESIDE = ("prefect", "keyring", "dbutils", "colab", "airflow", *sorted(UNWRAPPING))
"""Words of which one stands in every text with such a call."""

BESIDE = (
    *("aioboto3", "azure", "boto3", "botocore", "google", "hvac"),
    *("kubernetes", "kubernetes_asyncio"),
)
"""The packages of which one stands in every file with such a call."""

KEEPING = words(
    "decode b64decode urlsafe_b64decode loads str repr format strip rstrip items values dict get"
    " to_dict pformat dumps join encode"
)
"""Calls whose result shows what they are called on or given."""
