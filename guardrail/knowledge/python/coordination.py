"""etcd3, kazoo and Kafka's administration clients: keys, nodes, topics and records deleted.

Source: the references of etcd3 0.12 (`delete_prefix`: every key that begins so), kazoo 2.11
(`delete`, `recursive`), confluent-kafka 2.16, kafka-python 3.0 and aiokafka 0.14 (`delete_topics`).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_ETCD = "import etcd3\nclient = etcd3.client()\n"
_ZOO = "from kazoo.client import KazooClient\nzk = KazooClient(hosts='zk:2181')\n"
_KAFKA = "from confluent_kafka.admin import AdminClient\nadmin = AdminClient(settings)\n"
_OLDER = "the package needs an older protobuf"
_BESIDE = ("confluent_kafka", "kafka", "aiokafka")

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("etcd3.client", "etcd3.Etcd3Client", "etcd3.client.Etcd3Client"),
        kind="etcd",
        unproved=_OLDER,
    ),
    Makes(names=("kazoo.client.KazooClient",), kind="zookeeper"),
    Makes(
        names=(
            "confluent_kafka.admin.AdminClient",
            "kafka.KafkaAdminClient",
            "kafka.admin.KafkaAdminClient",
            "kafka.admin.client.KafkaAdminClient",
            "aiokafka.admin.AIOKafkaAdminClient",
        ),
        kind="kafka admin",
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete_prefix",),
        on=("etcd",),
        verb=Verb.DELETE,
        target="every key",
        filter=Argument(0, "prefix"),
        every=("'/'",),
        store="etcd",
        beside=("etcd3",),
        unproved=_OLDER,
        example=f'{_ETCD}client.delete_prefix("")',
        twin=f'{_ETCD}client.delete_prefix("/locks/shop/")',
    ),
    ChangesData(
        names=(".delete",),
        on=("zookeeper",),
        verb=Verb.DELETE,
        target=Argument(0, "path"),
        when=((Argument(2, "recursive"), ("True",)),),
        store="zookeeper",
        beside=("kazoo",),
        example=f'{_ZOO}zk.delete("/config", recursive=True)',
        twin=f'{_ZOO}zk.delete("/config/one")',
    ),
    ChangesObject(
        names=(".delete_topics",),
        on=("kafka admin",),
        what="topics with what is in them",
        store="kafka",
        target=Argument(0, "topics"),
        beside=_BESIDE,
        example=f'{_KAFKA}admin.delete_topics(["orders"])',
        twin=f'{_KAFKA}admin.describe_topics(["orders"])',
    ),
    ChangesObject(
        names=(".delete_records",),
        on=("kafka admin",),
        what="records of topics",
        store="kafka",
        target="",
        beside=_BESIDE,
        example=f"{_KAFKA}admin.delete_records(offsets)",
        twin=f"{_KAFKA}admin.list_offsets(offsets)",
    ),
    ChangesObject(
        names=(".delete_consumer_groups",),
        on=("kafka admin",),
        what="places that consumers had come to",
        store="kafka",
        target="",
        recoverable=Recoverable.YES,
        beside=_BESIDE,
        example=f'{_KAFKA}admin.delete_consumer_groups(["orders"])',
        twin=f'{_KAFKA}admin.describe_consumer_groups(["orders"])',
    ),
)
