"""boto3: lesser known services that hold what nothing brings back, and what guards the known ones.

Source: the service models of botocore 1.44 for names and arguments; the API references of each
service for what goes with it. Addresses, keys and log-ins are given back one at a time every day:
these count where a loop hands over all there are.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.boto3 import BESIDE, off, row
from guardrail.knowledge.python.kinds import Gives, Kind
from guardrail.knowledge.python.listed_rows import each_of
from guardrail.knowledge.python.rows import Argument, Row

_HOLDING: tuple[tuple[str, str, str, str], ...] = (
    ("bedrock", "delete_custom_model", "modelIdentifier", "custom model"),
    ("cloudsearch", "delete_domain", "DomainName", "search domain"),
    ("connect", "delete_instance", "InstanceId", "contact centre"),
    ("customer-profiles", "delete_domain", "DomainName", "domain of customers' profiles"),
    ("deadline", "delete_farm", "farmId", "render farm"),
    ("directconnect", "delete_connection", "connectionId", "direct connection"),
    ("globalaccelerator", "delete_accelerator", "AcceleratorArn", "accelerator with its addresses"),
    ("healthlake", "delete_fhir_datastore", "DatastoreId", "health data store"),
    ("kinesisanalyticsv2", "delete_application", "ApplicationName", "stream application"),
    ("lex-models", "delete_bot", "name", "bot"),
    ("lexv2-models", "delete_bot", "botId", "bot"),
    ("medical-imaging", "delete_datastore", "datastoreId", "image data store"),
    ("mwaa", "delete_environment", "Name", "Airflow environment"),
    ("omics", "delete_reference_store", "id", "reference store"),
    ("omics", "delete_sequence_store", "id", "sequence store"),
    ("pinpoint", "delete_app", "ApplicationId", "project with its endpoints"),
    ("qbusiness", "delete_application", "applicationId", "application with its indexes"),
    ("quicksight", "delete_dashboard", "DashboardId", "dashboard"),
    ("rekognition", "delete_collection", "CollectionId", "collection of faces"),
    ("sesv2", "delete_contact_list", "ContactListName", "contact list"),
    ("storagegateway", "delete_gateway", "GatewayARN", "storage gateway"),
    ("workmail", "delete_organization", "OrganizationId", "organisation with its mailboxes"),
)
"""A service, its method, the argument that says which, what that is."""

_GUARDING: tuple[tuple[str, str, str, str, str], ...] = (
    ("accessanalyzer", "delete_analyzer", "analyzerName", "account", "who finds what is open"),
    ("network-firewall", "delete_firewall", "FirewallName", "network", "its firewall"),
    ("route53", "delete_health_check", "HealthCheckId", "zone", "a health check"),
    ("wafv2", "delete_web_acl", "Id", "firewall", "its rules"),
)
"""What is deleted that guards something, and what that loses."""

_EACH: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("iam", "delete_login_profile", "list_users", "Users", "UserName", "log-ins"),
    ("iam", "delete_saml_provider", "list_saml_providers", "SAMLProviderList", "Arn", "log-ins"),
    ("cognito-idp", "admin_delete_user", "list_users", "Users", "Username", "users"),
    ("identitystore", "delete_user", "list_users", "Users", "UserId", "users"),
    ("sso-admin", "delete_permission_set", "list_permission_sets", "PermissionSets", "", "rights"),
    ("ec2", "release_address", "describe_addresses", "Addresses", "AllocationId", "addresses"),
    ("events", "disable_rule", "list_rules", "Rules", "Name", "schedules"),
    ("events", "delete_rule", "list_rules", "Rules", "Name", "schedules"),
    ("scheduler", "delete_schedule", "list_schedules", "Schedules", "Name", "schedules"),
    ("ses", "delete_identity", "list_identities", "Identities", "", "senders"),
    ("sesv2", "delete_email_identity", "list_email_identities", "Mails", "IdentityName", "senders"),
    ("iot", "delete_thing", "list_things", "things", "thingName", "devices"),
    ("iot", "delete_certificate", "list_certificates", "certificates", "certificateId", "devices"),
)
"""A service, its method, how all there are are listed, under which key, what tells them, what."""

_FILTERS = (
    *("Filter", "Filters", "NamePrefix", "PathPrefix", "GroupName", "AllocationIds", "PublicIps"),
    *("thingTypeName", "attributeName", "usePrefixAttributeValue", "IdentityType"),
)
"""Arguments of these listings that leave some out."""
_PAGE, _LIST, _ONE = "aws listed page", "aws listed", "aws listed one"
_LISTINGS = dict.fromkeys((one[0], one[2]) for one in _EACH)

KINDS: tuple[Kind, ...] = (
    *(
        kind
        for service, listing in _LISTINGS
        for kind in (
            Gives(kind=f"aws {service}", member=f"{listing}()", gives=_PAGE, filters=_FILTERS),
            Gives(
                kind=f"aws {service} pages {listing}",
                member="paginate()",
                gives="aws listed pages",
                filters=_FILTERS,
            ),
        )
    ),
    *(
        Gives(
            kind=f"aws {service}",
            member="get_paginator()",
            gives=f"aws {service} pages",
            by=Argument(0, "operation_name"),
        )
        for service in dict.fromkeys(one[0] for one in _EACH)
    ),
    Gives(kind="aws listed pages", member="for", gives=_PAGE),
    Gives(kind=_PAGE, member="[] get()", gives=_LIST),
    Gives(kind=_LIST, member="for", gives=_ONE),
    Gives(kind=_ONE, member="[] get()", gives=_ONE),
)


def _each(service: str, method: str, listing: str, key: str, id: str, what: str) -> Row:  # noqa: PLR0917
    start = f"import boto3\nclient = boto3.client('{service}')\n"
    given = f"one['{id}']" if id else "one"
    call = f"client.{method}({id or 'Arn'}={given})"
    return each_of(
        f".{method}",
        f"aws {service}",
        store="aws",
        target=f"the {what}",
        beside=BESIDE,
        unproved="methods of clients are made from their models",
        example=f"{start}for one in client.{listing}()['{key}']:\n    {call}",
        twin=f"{start}for one in chosen(client.{listing}()):\n    print(one)",
    )


ROWS: tuple[Row, ...] = (
    *(
        row(service, method, id, Verb.DELETE, [], kind=kind)
        for service, method, id, kind in _HOLDING
    ),
    *(off(*one) for one in _GUARDING),
    *(_each(*one) for one in _EACH),
)
