"""python-consul: keys of Consul deleted with everything below, every right handed out.

Source: the documentation of python-consul2 0.1 (`Consul.kv.delete`, `Consul.acl.create`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import NOWHERE, Argument, Row

_START = "import consul\nclient = consul.Consul()\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("consul.Consul", "consul.aio.Consul"),
        kind="consul",
        proxy="its parts are made with each object",
    ),
    Gives(kind="consul", member="kv", gives="consul keys"),
    Gives(kind="consul", member="acl", gives="consul rights"),
)

_ALL = (
    r"~(?s).*\b(?:key|service|node)_prefix\s+\"\"\s*\{\s*policy\s*=\s*\"write\""
    r"|(?s:.*)\boperator\s*=\s*\"write\""
)
"""Rules that let a token write every key, or to the cluster itself."""

_PASSING = r"~(?i)(?:.*[/_.-])?(?:te?mp|scratch|preview|ephemeral|ci|pr-?\d+|test)(?:[/_.-].*)?$"
"""What is meant to go."""

ROWS: tuple[Row, ...] = (
    *(
        ChangesObject(
            names=(".create", ".update"),
            on=("consul rights",),
            what="holder of the token",
            verb=Verb.ESCALATE,
            store="consul",
            target=NOWHERE,
            when=((argument, values),),
            protections=(("-", "-", what),),
            beside=("consul",),
            unproved="its parts are made with each object",
            example=f"{_START}client.acl.create(name='ci', {argument}={bad!r})",
            twin=f"{_START}client.acl.create(name='ci', {argument}={good!r})",
        )
        for argument, values, what, bad, good in (
            ("type", ("management",), "every right", "management", "client"),
            (
                "rules",
                (_ALL,),
                "writing everywhere",
                'key_prefix "" { policy = "write" }',
                'key_prefix "shop/" { policy = "write" }',
            ),
        )
    ),
    ChangesData(
        names=(".delete",),
        on=("consul keys",),
        verb=Verb.DELETE,
        target=Argument(0, "key"),
        filter=Argument(0, "key"),
        every_like=(r"'/?([\w.-]+(/[\w.-]+)?)?/?'",),
        refuses=True,
        begins=True,
        when=((Argument(1, "recurse"), ("True",)),),
        spared=((Argument(0, "key"), (_PASSING,)),),
        store="consul",
        beside=("consul",),
        unproved="its parts are made with each object",
        example=f'{_START}client.kv.delete("shop/", recurse=True)',
        twin=f'{_START}client.kv.delete("shop/one")',
    ),
)
