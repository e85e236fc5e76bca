"""Admin clients of Kafka: topics deleted with their records, records and groups deleted.

Source: the documentation of confluent-kafka 2.16 (`AdminClient`), kafka-python 3.0
(`KafkaAdminClient`) and aiokafka 0.14 (`AIOKafkaAdminClient`).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_CONFLUENT, _KAFKA = "confluent admin", "kafka admin"
_BESIDE = ("confluent_kafka", "kafka", "aiokafka")
_START = "from confluent_kafka.admin import AdminClient\nadmin = AdminClient(settings)\n"
_OTHER = "from kafka.admin import KafkaAdminClient\nadmin = KafkaAdminClient()\n"

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
