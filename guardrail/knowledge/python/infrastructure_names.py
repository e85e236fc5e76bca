"""What one resource is called in Pulumi, and in CDK for Terraform.

Source: the packages `pulumi_aws` and `pulumi_gcp`, and those that `cdktf get` and CDKTF's prebuilt
providers make: a module for each resource, its class in it.
"""

from __future__ import annotations

from guardrail.patterns import late

_PROVIDERS = {"aws": "aws", "gcp": "google"}
_BORDER = late(r"(?<=[a-z0-9])(?=[A-Z])")


def either(pulumi: str, terraform: str) -> tuple[str, ...]:
    """The full names of a resource: `aws.sqs.QueuePolicy` in Pulumi, `SqsQueuePolicy` in CDKTF."""
    provider = _PROVIDERS[pulumi.partition(".")[0]]
    module = _BORDER.sub("_", terraform).lower()
    return (
        f"pulumi_{pulumi}",
        f"cdktf_cdktf_provider_{provider}.{module}.{terraform}",
        f"imports.{provider}.{module}.{terraform}",
    )
