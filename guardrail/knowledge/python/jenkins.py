"""python-jenkins and jenkinsapi: jobs deleted with their builds and what these kept.

Source: the API reference of python-jenkins 1.8 (`Jenkins.delete_job`) and of jenkinsapi 0.3.
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Row

_START = "import jenkins\nci = jenkins.Jenkins('https://ci.acme.io')\n"
_OTHER = "from jenkinsapi.jenkins import Jenkins\nci = Jenkins('https://ci.acme.io')\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("jenkins.Jenkins",), kind="jenkins"),
    Makes(names=("jenkinsapi.jenkins.Jenkins",), kind="jenkins api"),
    Gives(kind="jenkins api", member="jobs", gives="jenkins jobs"),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete_job",),
        on=("jenkins",),
        what="job with its builds",
        store="jenkins",
        target=FIRST,
        beside=("jenkins", "jenkinsapi"),
        example=_START + "ci.delete_job('shop')",
        twin=_START + "ci.disable_job('shop')",
    ),
    ChangesObject(
        names=(".delete_job",),
        on=("jenkins api",),
        what="job with its builds",
        store="jenkins",
        target=FIRST,
        beside=("jenkins", "jenkinsapi"),
        example=_OTHER + "ci.delete_job('shop')",
        twin=_OTHER + "ci.get_job('shop').disable()",
    ),
)
