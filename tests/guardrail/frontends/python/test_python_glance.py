"""A text is parsed where a name may be used, however that is written, and not for prose alone."""

from __future__ import annotations

import time

import pytest

from guardrail import screen
from guardrail.frontends.python import read
from guardrail.frontends.python.glance import worth_parsing
from guardrail.model import Source
from guardrail.settings import Settings

PROSE = [
    '"""Users that nobody needs: delete\nor rmtree, system, execute."""\n',
    "def update(self, **kwargs):\n    self.seen = kwargs\n",
    "class delete(Base):\n    pass\n",
    "def handle(request, raw, sql):\n    return sql\n",
    'actions = ["delete", "execute"]\n',
    "value = getattr(request, 'user', None)\n",
    "value = getattr(settings, name)\nraw = 1\n",
    'SECRET_KEY = "changeme"\n',
    "from .fields import AddField, AlterField\n",
]
USES = [
    "import os\nos.system('rm -rf /')\n",
    "import os\nos.system ('rm -rf /')\n",
    "import os\nos.system \\\n  ('rm -rf /')\n",
    "import os\n(os.system)('rm -rf /')\n",
    "import os\n((os.system\n  # really\n) )('rm -rf /')\n",
    "import os\n(os.system\n('rm -rf /'))\n",
    "import os\nrun = os.system\nrun('rm -rf /')\n",
    "import os\nrun = (  # a name\n  os.system\n)\nrun('rm -rf /')\n",
    "import os\nrun = \\\n  os.system; run('rm -rf /')\n",
    "from os import system as run\nrun('rm -rf /')\n",
    "from os import (system\n  as run)\nrun('rm -rf /')\n",
    "import os\ngetattr(os, 'system')('rm -rf /')\n",
    "import os\ngetattr(os, 'sys' 'tem')('rm -rf /')\n",
    "import os\ngetattr(os, 'sys'\n 'tem')('rm -rf /')\n",
    "import os\ngetattr(os, 'sys' + 'tem')('rm -rf /')\n",
    "import os, functools\nfunctools.partial(os.system, 'rm -rf /')()\n",
    "import os, functools\nfunctools.partial \\\n(os.system,\n 'rm -rf /')()\n",
    "import os\npool.submit(\n    os.system\n    , 'rm -rf /')\n",
    "import os\nos.ｓystem('rm -rf /')\n",
    "import os\nos.system\0('rm -rf /')\n",
    "import os\r(os.system)\r('rm -rf /')\n",
    'SECRET_KEY = "hX8kP0q2Zr7LwT5v"\n',
    'SECRET_KEY = "hX8kP0q" "2Zr7LwT5v"\n',
    'headers = {"Authorization": "Bearer hX8kP0q2Zr7LwT5vB3n"}\n',
]


@pytest.mark.parametrize("code", PROSE)
def test_words_that_nothing_is_done_with_are_no_reason_to_parse(code: str) -> None:
    assert not worth_parsing("app/clean.py", code, Settings())


@pytest.mark.parametrize("code", USES)
def test_whatever_may_be_a_use_is(code: str) -> None:
    assert worth_parsing("app/clean.py", code, Settings())
    assert screen.worth_reading("python", code)


@pytest.mark.parametrize("code", USES[:-6])
def test_and_what_is_used_is_told(code: str) -> None:
    assert [*read(Source("app/clean.py", "python", code), Settings())]


@pytest.mark.parametrize(
    "code",
    [
        "class Migration(migrations.Migration):\n    pass\n",
        "from django.db.migrations import Migration as M\nclass Step(M):\n    pass\n",
        'revision = "b"\ndown_revision = "a"\ndef upgrade():\n    pass\n',
        "from tortoise import BaseDBAsyncClient\nasync def upgrade(db: BaseDBAsyncClient): ...\n",
        "x = 1  # guardrail: allow[unscoped-delete]\n",
    ],
)
def test_migrations_and_what_speaks_to_guardrail_are_parsed(code: str) -> None:
    assert worth_parsing("app/clean.py", code, Settings())


@pytest.mark.parametrize(
    "unit",
    ["# delete\n", "delete, ", "x.delete)\n", "getattr(x, y) ", "delete \\\n", "def delete(", "= "],
)
def test_a_glance_is_short(unit: str) -> None:
    text = "import os\n" + unit * (1_000_000 // len(unit))
    began = time.process_time()
    worth_parsing("app/clean.py", text, Settings())
    assert time.process_time() - began < 2.0


@pytest.mark.parametrize("sign", ["…", "™", "½", "\u00a0", "ﬁ"])
def test_prose_that_no_normal_form_has_is_no_reason_to_parse(sign: str) -> None:
    code = f"{sign} = 1\n" if sign.isidentifier() else f"# {sign}\n"
    code = '"""Users that nobody needs: rmtree\nor system, execute."""\n' + code
    assert screen.worth_reading("python", code)
    assert not worth_parsing("app/clean.py", code, Settings())
