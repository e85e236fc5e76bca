"""The OpenAI SDK: files and vector stores deleted in a loop over all of a project.

Source: the reference of openai-python 2 (`client.files.delete`, `client.vector_stores.delete`,
`client.beta.assistants.delete`, and their `list`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Row

_CLIENT, _PARTS, _LISTED = "openai client", "openai parts", "openai listed"
_BESIDE = ("openai",)
_ATTRIBUTES = "what it is called on is an attribute that is made when it is asked for"
_START = "from openai import OpenAI\nclient = OpenAI()\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "openai.OpenAI",
            "openai.AsyncOpenAI",
            "openai.AzureOpenAI",
            "openai.AsyncAzureOpenAI",
        ),
        kind=_CLIENT,
        unproved="its parts are attributes",
    ),
    Gives(kind=_CLIENT, member="beta", gives=_CLIENT),
    Gives(kind=_CLIENT, member="files vector_stores assistants", gives=_PARTS),
    Gives(kind=_PARTS, member="list()", gives=_LISTED, filters=("purpose",)),
    Gives(kind=_LISTED, member="data for []", gives=_LISTED),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_PARTS,),
        each=True,
        verb=Verb.DELETE,
        target="the OpenAI project",
        store="openai",
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=_START + "for one in client.files.list():\n    client.files.delete(one.id)",
        twin=_START + "for one in client.files.list(purpose='batch'):\n"
        "    client.files.delete(one.id)",
    ),
)
