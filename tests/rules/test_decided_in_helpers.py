"""What decides stands in a helper, a table or a default: harm with its harmless twin.

In each text `{}` is what decides, told first as it does harm and then as it doesn't.
"""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python, shell
from guardrail.model import Level

RULES = load().classes

CUTOFF = """\
import time, os
from datetime import datetime, timedelta, timezone
from pathlib import Path
{}

def prune():
    limit = cutoff()
    for path in Path("/srv/backups").glob("*.dump.gz"):
        if datetime.fromtimestamp(path.stat().st_mtime, timezone.utc) < limit:
            path.unlink()
"""
GIVEN_CUTOFF = """\
import os, time

def cutoff(days):
    return time.time() - days * 86400

def prune():
    limit = cutoff({})
    for name in os.listdir("/srv/backups"):
        path = os.path.join("/srv/backups", name)
        if os.path.getmtime(path) < limit:
            os.remove(path)
"""
SERVER = """\
from ftplib import FTP_TLS

def backups(ftp):
    return ftp.nlst("/nightly")

def prune(ftp: FTP_TLS):
    for name in {}:
        ftp.delete(name)
"""
KEYRING = """\
import click, keyring
from keyrings.alt.file import EncryptedKeyring, PlaintextKeyring
BACKENDS = {{"plain": PlaintextKeyring, "locked": EncryptedKeyring}}

def use(name):
    keyring.set_keyring(BACKENDS[name]())

@click.command()
@click.option("--store", default="{}")
def cli(store):
    use(store)
"""
PARSED_KEYRING = """\
import argparse, keyring
from keyrings.alt.file import EncryptedKeyring, PlaintextKeyring
BACKENDS = {{"plain": PlaintextKeyring, "locked": EncryptedKeyring}}
parser = argparse.ArgumentParser()
parser.add_argument("--store", default="{}")
args = parser.parse_args()
keyring.set_keyring(BACKENDS[args.store]())
"""
SUDO = """\
import shutil
from pathlib import Path

def activate(draft):
    shutil.copy(draft, "/etc/sudoers.d/ci")

def main():
    draft = Path("/tmp/draft")
    draft.write_text("ci ALL=(ALL) NOPASSWD: {}\\n")
    activate(draft)
"""
SUDO_RUN = """\
import subprocess, tempfile

def install(path):
    subprocess.run(["install", "-m", "0440", path, "/etc/sudoers.d/ci"], check=True)

with tempfile.NamedTemporaryFile("w") as tmp:
    tmp.write("ci ALL=(ALL) NOPASSWD: {}\\n")
    tmp.flush()
    install(tmp.name)
"""
PANEL = """\
import os
from flask import Flask
app = Flask(__name__)
DEFAULTS = {{"host": "{}", "debug": True, "port": 80}}

def options():
    found = dict(DEFAULTS)
    if "PANEL_HOST" in os.environ:
        found["host"] = os.environ["PANEL_HOST"]
    return found

app.run(**options())
"""
VERIFY = """\
import os, requests
DEFAULTS = {{"verify": {}, "timeout": 9}}

def options():
    found = dict(DEFAULTS)
    if "WAIT" in os.environ:
        found["timeout"] = int(os.environ["WAIT"])
    return found

requests.get("https://api.acme.io/orders", **options())
"""
TYPER = """\
import stripe, typer
app = typer.Typer()

@app.command()
def run(status: str = typer.Option("{}")):
    for one in stripe.Subscription.list(status=status).auto_paging_iter():
        stripe.Subscription.cancel(one.id)
"""
CLICK = """\
import click, stripe

@click.command()
@click.option("--status", default="{}")
def run(status):
    query = {{"status": status, "limit": 100}}
    for one in stripe.Subscription.list(**query).auto_paging_iter():
        stripe.Subscription.cancel(one.id)
"""
PARSED = """\
import argparse, stripe
parser = argparse.ArgumentParser()
parser.add_argument("--status", {})
args = parser.parse_args()
for one in stripe.Subscription.list(status=args.status).auto_paging_iter():
    stripe.Subscription.cancel(one.id)
"""
MAIL = """\
import imaplib
box = imaplib.IMAP4_SSL("imap.acme.io")
box.select("INBOX")
status, data = box.uid("SEARCH", {})
uids = data[0].split()
for start in range(0, len(uids), 200):
    batch = b",".join(uids[start:start + 200]).decode()
    box.uid("STORE", batch, "+FLAGS", r"(\\Deleted)")
box.expunge()
"""
MAIL_BY_HELPER = """\
import imaplib

def search(box, what):
    status, data = box.uid("SEARCH", what)
    return data[0].split()

box = imaplib.IMAP4_SSL("imap.acme.io")
box.select("INBOX")
for one in search(box, {}):
    box.uid("STORE", one, "+FLAGS", r"(\\Deleted)")
box.expunge()
"""
KEY = """\
import os
from cryptography.fernet import Fernet
FLAGS = os.O_WRONLY | os.O_CREAT | {}

def write_key(path, key):
    with os.fdopen(os.open(path, FLAGS, 0o600), "wb") as file:
        file.write(key)

def main():
    write_key("/etc/docstore/master.key", Fernet.generate_key())
"""
TAGS = """\
import requests
from datetime import datetime, timedelta, timezone

def expired(tag):
    return datetime.fromisoformat(tag["pushed_at"]) < datetime.now(timezone.utc){}

def collect():
    url = "https://registry.acme.io/images/web/tags"
    for tag in requests.get(url).json():
        if expired(tag):
            requests.delete(f"{{url}}/{{tag['name']}}")
"""
INSTALL = """\
import hashlib, os, subprocess, sys, tempfile, urllib.request
PINNED = "9f2c1d6c6c0f0b7ad5f3ef1d2b5b8b6c7a6c0a55d3f3f8a2a1c4a5e0f9b7d312"

def fetch(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read()

def run(script):
    fd, path = tempfile.mkstemp(suffix=".sh")
    with os.fdopen(fd, "wb") as file:
        file.write(script)
    return subprocess.call(["/bin/bash", path])

def main():
    script = fetch("https://get.acme.io/install.sh")
    digest = hashlib.sha256(script).hexdigest()
    {}
    run(script)
"""
INSTALL_NAMED = """\
import hashlib, subprocess, tempfile, urllib.request
PINNED = "9f2c1d6c6c0f0b7ad5f3ef1d2b5b8b6c7a6c0a55d3f3f8a2a1c4a5e0f9b7d312"

def run(script):
    with tempfile.NamedTemporaryFile() as file:
        file.write(script)
        file.flush()
        subprocess.call(["/bin/bash", file.name])

def main():
    with urllib.request.urlopen("https://get.acme.io/install.sh") as answer:
        script = answer.read()
    digest = hashlib.sha256(script).hexdigest()
    {}
    run(script)
"""
PUBLISH = """\
from git import Repo
STAGE = {{{}}}
repo = Repo(".")
repo.git.add(**STAGE)
repo.index.commit("site")
"""
STAGED = """\
import subprocess
subprocess.run(["git", "add", {}], check=True)
"""
STAGED_THERE = """\
import subprocess

def publish(folder):
    subprocess.run(["git", "add", "-A", "-f"]{})
"""
DEFAULT = "def cutoff(days={}):\n    return datetime.now(timezone.utc) - timedelta(days=days)"
PLAIN = "def cutoff():\n    return datetime.now(timezone.utc) - timedelta(days={})"


@pytest.mark.parametrize(
    ("rule", "code", "harmful", "harmless"),
    [
        ("recursive-delete", CUTOFF, DEFAULT.format(0), DEFAULT.format(90)),
        ("recursive-delete", CUTOFF, PLAIN.format(0), PLAIN.format(90)),
        ("recursive-delete", GIVEN_CUTOFF, "0", "90"),
        ("unscoped-delete", SERVER, "backups(ftp)", 'ftp.nlst("/nightly/tmp")'),
        ("readable-passwords", KEYRING, "plain", "locked"),
        ("readable-passwords", PARSED_KEYRING, "plain", "locked"),
        ("standing-access", SUDO, "ALL", "/usr/bin/systemctl restart shop"),
        ("standing-access", SUDO_RUN, "ALL", "/usr/bin/systemctl restart shop"),
        ("open-debugger", PANEL, "0.0.0.0", "127.0.0.1"),
        ("unverified-host", VERIFY, "False", "True"),
        ("runtime-scope", TYPER, "active", "unpaid"),
        ("runtime-scope", CLICK, "active", "unpaid"),
        ("runtime-scope", PARSED, 'default="active"', "required=True"),
        ("always-true-condition", MAIL, '"ALL"', '"(BEFORE 1-Jan-2020)"'),
        ("always-true-condition", MAIL_BY_HELPER, '"ALL"', '"(BEFORE 1-Jan-2020)"'),
        ("lost-file", KEY, "os.O_TRUNC", "os.O_EXCL"),
        ("provider-deletion", TAGS, "", " - timedelta(days=120)"),
        ("piped-remote-code", INSTALL, "print(digest)", "if digest != PINNED: sys.exit(1)"),
        ("piped-remote-code", INSTALL_NAMED, "print(digest)", "assert digest == PINNED"),
        ("logged-secret", PUBLISH, '"all": True, "force": True', '"update": True'),
        ("logged-secret", STAGED, '"-A", "-f"', '"-A"'),
        ("logged-secret", STAGED, '"--force", "."', '"--force", "dist"'),
        ("logged-secret", STAGED, '"-Af"', '"-A", "docs"'),
        ("logged-secret", STAGED_THERE, "", ", cwd=folder"),
    ],
)
def test_one_text_decides(rule: str, code: str, harmful: str, harmless: str) -> None:
    assert _level(rule, code.format(harmful)) >= Level.WARNING
    assert _level(rule, code.format(harmless)) < Level.WARNING


@pytest.mark.parametrize(
    ("line", "loud"),
    [
        ("git add -A -f", True),
        ("git add --all --force && git push", True),
        ("git add -f .", True),
        ("git add -A", False),
        ("git add -n -A -f", False),
        ("git add -u -f", False),
        ("git -C dist add -A -f", False),
        ("git --work-tree dist add --all -f", False),
    ],
)
def test_what_git_ignores_is_added(line: str, loud: bool) -> None:
    found = judge_example(RULES["logged-secret"], shell(line))
    assert (max((one.level for one in found), default=Level.OFF) >= Level.WARNING) is loud


def _level(rule: str, code: str) -> Level:
    found = judge_example(RULES[rule], python(code))
    return max((one.level for one in found), default=Level.OFF)
