"""Admin clients of Kafka: topics deleted with their records, records and groups deleted.

Source: the documentation of confluent-kafka 2.16 (`AdminClient`), kafka-python 3.0
(`KafkaAdminClient`) and aiokafka 0.14 (`AIOKafkaAdminClient`).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_CONFLUENT, _KAFKA = "confluent admin", "kafka admin"
_BESIDE = ("confluent_kafka", "kafka", "aiokafka")
_START = "from confluent_kafka.admin import AdminClient\nadmin = AdminClient(settings)\n"
_OTHER = "from kafka.admin import KafkaAdminClient\nadmin = KafkaAdminClient()\n"

_REGISTRY = "kafka schema registry"
_SCHEMAS = (
    "from confluent_kafka.schema_registry import SchemaRegistryClient\n"
    "registry = SchemaRegistryClient({'url': 'https://schemas.acme.io'})\n"
)
_EXTRA = "it needs an extra of the package"
_COMPATIBLE = "the check that readers understand a new schema"
_OF_ANYTHING = r"~~\bResourceType\.ANY\s*,\s*(?:\w+\s*=\s*)?None\b"
"""A filter of rules on whatever there is, which matches all of them."""

KINDS: tuple[Kind, ...] = (
    Makes(names=("confluent_kafka.admin.AdminClient",), kind=_CONFLUENT),
    Makes(
        names=(
            "kafka.KafkaAdminClient",
            "kafka.admin.KafkaAdminClient",
            "kafka.admin.client.KafkaAdminClient",
        ),
        kind=_KAFKA,
        proxy="one of the names is older",
    ),
    Makes(names=("kafka.KafkaAdminClient",), kind=_KAFKA),
    Makes(
        names=(
            "confluent_kafka.schema_registry.SchemaRegistryClient",
            "confluent_kafka.schema_registry.AsyncSchemaRegistryClient",
        ),
        kind=_REGISTRY,
        unproved=_EXTRA,
    ),
    Makes(names=("aiokafka.admin.AIOKafkaAdminClient",), kind=_KAFKA, proxy="it lacks a method"),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete_topics",),
        on=(_CONFLUENT, _KAFKA),
        what="topics with what is in them",
        target=Argument(0, "topics"),
        store="kafka",
        unmistakable=True,
        beside=_BESIDE,
        example=_START + "admin.delete_topics(['orders'])",
        twin=_START + "admin.list_topics('orders')",
    ),
    ChangesData(
        names=(".delete_records",),
        on=(_CONFLUENT, _KAFKA),
        verb=Verb.DELETE,
        target="the topic",
        store="kafka",
        beside=_BESIDE,
        example=_START + "admin.delete_records([TopicPartition('orders', 0, -1)])",
        twin=_START + "admin.list_offsets({})",
    ),
    ChangesObject(
        names=(".delete_consumer_groups",),
        on=(_CONFLUENT,),
        what="consumer group with its offsets",
        target=Argument(0, "group_ids"),
        recoverable=Recoverable.YES,
        store="kafka",
        beside=_BESIDE,
        example=_START + "admin.delete_consumer_groups(['billing'])",
        twin=_START + "admin.list_consumer_groups()",
    ),
    ChangesObject(
        names=(".delete_acls",),
        on=(_CONFLUENT, _KAFKA),
        what="access rules",
        when=((FIRST, (_OF_ANYTHING,)),),
        target="",
        store="kafka",
        beside=("delete_acls",),
        example=_START + "admin.delete_acls([AclBindingFilter(ResourceType.ANY, None,"
        " ResourcePatternType.ANY, None, None, AclOperation.ANY, AclPermissionType.ANY)])",
        twin=_START + "admin.delete_acls([AclBindingFilter(ResourceType.TOPIC, 'orders',"
        " ResourcePatternType.LITERAL, 'User:a', None, AclOperation.ANY, AclPermissionType.ANY)])",
    ),
    ChangesObject(
        names=(".delete_subject",),
        on=(_REGISTRY,),
        what="schema with every version",
        when=((Argument(1, "permanent"), ("True",)),),
        target=Argument(0, "subject_name"),
        store="kafka",
        beside=("schema_registry",),
        unproved=_EXTRA,
        example=_SCHEMAS + "registry.delete_subject('orders-value', permanent=True)",
        twin=_SCHEMAS + "registry.delete_subject('orders-value')",
    ),
    ChangesObject(
        names=(".set_compatibility",),
        on=(_REGISTRY,),
        what="schema registry",
        verb=Verb.ALTER,
        when=((Argument(1, "level"), ("NONE", "none")),),
        protections=(("level", "-", _COMPATIBLE), ("level", "*", _COMPATIBLE)),
        target=Argument(0, "subject_name"),
        store="kafka",
        beside=("schema_registry",),
        unproved=_EXTRA,
        example=_SCHEMAS + "registry.set_compatibility(level='NONE')",
        twin=_SCHEMAS + "registry.set_compatibility(level='BACKWARD')",
    ),
    ChangesObject(
        names=(".delete_groups", ".delete_consumer_groups"),
        on=(_KAFKA,),
        what="consumer group with its offsets",
        target=Argument(0, "group_ids"),
        recoverable=Recoverable.YES,
        store="kafka",
        beside=_BESIDE,
        unproved="one of the names is of version 2",
        example=_OTHER + "admin.delete_consumer_groups(['billing'])",
        twin=_OTHER + "admin.list_consumer_groups()",
    ),
)
