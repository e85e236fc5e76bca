"""Calls and commands whose answer is secret by what they were asked, and what is told of it.

Sources: psycopg 3.3 (`make_conninfo`) and psycopg2 (`extensions.make_dsn`), which write a password
into the text; Django 5.2 (`model_to_dict`, `QuerySet.values`, `serializers.serialize`, and its
`User.password`, which is the hash); the manuals of kubectl 1.33, the AWS, Google Cloud and Azure
command lines, Vault 1.19, 1Password's `op` 2, `pass` 1.7, SOPS 3, Heroku's and Doppler's.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

ENVIRONMENT = "the environment"
"""How it is told that every variable of the environment is shown."""
STORED = "a secret from its store"
SETTINGS = "the settings of the application"
RECORD = "a record of settings"
ADDRESS = "the database's address with its password"
HASHES = "the hash of a user's password"
ANSWERED = "a secret that a command gave"
KEY_OF_AWS = "the program's own key of AWS"
CREDENTIALS_OF_AWS = words("get_credentials get_frozen_credentials")
"""Calls of botocore's sessions that give the keys which the program itself works with."""
FILE = "file "
"""How it begins what is told of a file of secrets."""

WHOLES = frozenset((ENVIRONMENT, SETTINGS))
"""What holds every secret of a program, so that it belongs into no file."""
OWN_KINDS = WHOLES | {STORED, RECORD, ADDRESS, HASHES, ANSWERED, KEY_OF_AWS}
"""What is a secret of the program's own, whatever it is called there."""

MAKING_ADDRESSES = words("make_conninfo make_dsn")
"""Calls that put a connection's address together, its password among it."""
PASSWORDS = words("password passwd sslpassword")

WHOLE_RECORDS = words("model_to_dict serialize values")
"""Django's calls that give all fields of a row, unless they are told which."""
OF_USERS = late(
    r"(?i)(?:^|[._])(?:(?:\w+_)?users?|customuser|get_user_model\(\))(?:$|\.objects\b|\b(?=\())"
)
"""How a row of a user is called, or the manager of their rows."""

PRINTING = words("run check_output getoutput getstatusoutput communicate Popen popen exec_run")
"""Calls that run a command and give what it says."""
SAYING = words("stdout output std_out text")
"""The attributes of what they give that hold it."""

COMMANDS = late(
    r"(?:^|\s)(?:sudo\s+)?(?:"
    r"(?:kubectl|oc)\s(?=.*\bget\s)(?=.*\ssecrets?(?:[\s/]|$))(?=.*(?:-o|--output)[\s=]?"
    r"(?:yaml|json|jsonpath|go-template|custom-columns))"
    r"|printenv$|printenv\s*\||env$|export\s+-p"
    r"|aws\s(?=.*\bsecretsmanager\s+(?:batch-)?get-secret-value)"
    r"|aws\s(?=.*\bssm\s+get-parameters?)(?=.*--with-decryption)"
    r"|gcloud\s(?=.*\bsecrets\s+versions\s+access)"
    r"|az\s(?=.*\bkeyvault\s+secret\s+(?:show|download))"
    r"|vault\s+(?:kv\s+get|read)\s(?!.*\bsys/)|vault\s+operator\s+init"
    r"|op\s+(?:read|item\s+get)\s|pass\s+show\s|sops\s(?=.*(?:-d|--decrypt|decrypt)\b)"
    r"|heroku\s(?=.*\bconfig(?:\s|$))(?!.*config:(?:un)?set)|doppler\s+secrets(?!\s+(?:set|delete))"
    r")"
)
"""Command lines that print secrets, their words joined by blanks."""
