"""Queues of tasks: Celery, RQ and Huey, emptied of what waits in them.

Source: the documentation of Celery 5.5 (`app.control.purge`), of RQ 2.6 (`Queue.empty`,
`Queue.delete`) and of Huey 2.5 (`Huey.flush`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ALWAYS, ChangesData, Gives, Kind, Makes, Spelt
from guardrail.knowledge.python.rows import Argument, Row

_CELERY, _CONTROL, _QUEUE, _HUEY = "celery app", "celery control", "rq queue", "huey"

KINDS: tuple[Kind, ...] = (
    Spelt(names=("celery_app", "celery"), kind=_CELERY),
    Spelt(names=("control",), kind=_CONTROL),
    Makes(names=("celery.Celery",), kind=_CELERY),
    Makes(names=("celery.app.control.Control",), kind=_CONTROL),
    Makes(names=("rq.Queue", "rq.queue.Queue"), kind=_QUEUE, named=Argument(0, "name")),
    Makes(names=("rq.Queue.all", "rq.queue.Queue.all"), kind="rq queues", proxy="methods"),
    Gives(kind="rq queues", member="for []", gives=_QUEUE, widens=True),
    Makes(
        names=(
            "huey.Huey",
            "huey.RedisHuey",
            "huey.SqliteHuey",
            "huey.FileHuey",
            "huey.PriorityRedisHuey",
            "huey.RedisExpireHuey",
        ),
        kind=_HUEY,
    ),
    Makes(names=("huey.MemoryHuey",), kind=_HUEY, throwaway=(ALWAYS,)),
    Spelt(names=("huey",), kind=_HUEY),
    Gives(kind=_CELERY, member="control", gives=_CONTROL),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".purge", ".discard_all"),
        on=(_CONTROL,),
        verb=Verb.DELETE,
        target="the queues",
        store="celery",
        beside=("celery", "celery_app", "celeryapp"),
        example="from celery import Celery\napp = Celery('shop')\napp.control.purge()",
        twin="from celery import Celery\napp = Celery('shop')\napp.control.ping()",
    ),
    ChangesData(
        names=(".empty",),
        on=(_QUEUE,),
        verb=Verb.DELETE,
        store="rq",
        beside=("rq",),
        example="from rq import Queue\nqueue = Queue('mails', connection=redis)\nqueue.empty()",
        twin="from rq import Queue\nqueue = Queue('mails', connection=redis)\nqueue.is_empty()",
    ),
    ChangesData(
        names=(".delete",),
        on=(_QUEUE,),
        spared=((Argument(0, "delete_jobs"), ("False",)),),
        verb=Verb.DELETE,
        store="rq",
        beside=("rq",),
        example="from rq import Queue\nqueue = Queue('mails', connection=redis)\nqueue.delete()",
        twin="from rq import Queue\nqueue = Queue('mails', connection=redis)\n"
        "queue.fetch_job('7').delete()",
    ),
    ChangesData(
        names=(".flush",),
        on=(_HUEY,),
        verb=Verb.DELETE,
        target="the queues",
        store="huey",
        beside=("huey",),
        example="from huey import RedisHuey\nhuey = RedisHuey('shop')\nhuey.flush()",
        twin="from huey import RedisHuey\nhuey = RedisHuey('shop')\nhuey.pending()",
    ),
)
