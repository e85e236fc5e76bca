"""What a call is given by those that call the function around, and what nobody named."""

from reading_python import items

from guardrail.effects import CodeRun, DataChange, ResourceChange, Scope
from guardrail.model import Confidence

_CONSUL = """
import consul

def reseed(kv, prefix):
    kv.delete(prefix, recurse=True)

reseed(consul.Consul().kv, {0})
"""
_CLAIMS = """
from kubernetes import client

class Cleaner:
    def __init__(self, run):
        self.namespace = f"project-{{run.slug}}"
        self.core = client.CoreV1Api()

    def remove_claims(self):
        self.core.delete_collection_namespaced_persistent_volume_claim(self.namespace{0})
"""


def test_an_empty_key_is_every_key_below_it() -> None:
    found = [one for one in items(_CONSUL.format('""')) if isinstance(one, DataChange)]
    assert [one.scope for one in found] == [Scope.TAUTOLOGY]
    named = items(_CONSUL.format('"matchmaker/sandbox/anna/"'))
    assert not [one for one in named if isinstance(one, DataChange)]


def test_all_of_a_sort_are_named_by_nobody() -> None:
    (found,) = [one for one in items(_CLAIMS.format("")) if isinstance(one, ResourceChange)]
    assert found.confidence is Confidence.HIGH
    chosen = items(_CLAIMS.format(", label_selector='run=7'"))
    assert not [one for one in chosen if isinstance(one, ResourceChange)]


def test_a_command_for_a_fleet_holds_text_of_a_request() -> None:
    code = (
        "import boto3\nssm = boto3.client('ssm')\n\n@app.get('/logs')\n"
        "def read(name: {0}):\n    command = f'tail /var/log/{name}'\n"
        "    ssm.send_command(DocumentName='AWS-RunShellScript',"
        " Parameters={'commands': [command]})\n"
    )
    for typed, told in (("str", 1), ("int", 0)):
        found = items(code.replace("{0}", typed))
        assert len([one for one in found if isinstance(one, CodeRun)]) == told


def test_a_script_for_a_machine_of_azure_holds_text_of_a_request() -> None:
    code = (
        "from azure.mgmt.compute import ComputeManagementClient\n"
        "from azure.mgmt.compute.models import RunCommandInput\n\n@app.get('/unlock')\n"
        "def unlock(name: {0}):\n    client = ComputeManagementClient(credential, 'main')\n"
        "    client.virtual_machines.begin_run_command('shop', 'login', {1})\n"
    )
    script = "script=['uptime', f'faillock --user {name} --reset']"
    model = f"RunCommandInput(command_id='RunShellScript', {script})"
    document = f"dict(command_id='RunShellScript', {script})"
    for typed, given, told in (("str", model, 1), ("str", document, 1), ("int", model, 0)):
        found = items(code.replace("{0}", typed).replace("{1}", given))
        assert len([one for one in found if isinstance(one, CodeRun)]) == told


def test_who_asks_is_no_text_of_a_request_but_a_name_is() -> None:
    code = (
        "import subprocess\n\n@app.get('/unlock')\ndef unlock(user{0}):\n"
        "    subprocess.run(f'faillock --user {user} --reset', shell=True)\n"
    )
    for declared, told in (
        (": str", 1),
        (": Annotated[str, Query()]", 1),
        ("", 0),
        (": User", 0),
        (": Annotated[str, Depends(who)]", 0),
        (": str = Depends(who)", 0),
    ):
        found = items(code.replace("{0}", declared))
        assert len([one for one in found if isinstance(one, CodeRun)]) == told


def test_a_parameter_that_is_one_of_a_few_words_holds_no_text_of_a_request() -> None:
    code = (
        "import subprocess\nfrom enum import Enum\n\nclass Log(str, {0}):\n    agent = 'agent'\n\n"
        "@app.get('/logs')\ndef read(name: Log):\n"
        "    subprocess.run(f'tail /var/log/{name}', shell=True)\n"
    )
    for base, told in (("Enum", 0), ("Text", 1)):
        found = items(code.replace("{0}", base))
        assert len([one for one in found if isinstance(one, CodeRun)]) == told


def test_a_wrapper_hands_on_what_a_request_names_and_what_guards_it() -> None:
    hook = (
        "from google.cloud import tasks_v2, monitoring_v3\n\nclass Hook:\n"
        "    def delete_queue(self, place, queue):\n"
        "        name = f'projects/shop/locations/{place}/queues/{queue}'\n"
        "        tasks_v2.CloudTasksClient().delete_queue(request={'name': name})\n\n"
        "    def delete_alert(self, name):\n"
        "        monitoring_v3.AlertPolicyServiceClient().delete_alert_policy(name=name)\n"
    )
    found = [one for one in items(hook) if isinstance(one, ResourceChange)]
    assert [one.confidence for one in found] == [Confidence.LOW] * 2
    alone = hook.replace("class Hook:", "if True:").replace("self, ", "")
    found = [one for one in items(alone) if isinstance(one, ResourceChange)]
    assert [one.confidence for one in found] == [Confidence.HIGH] * 2


def test_what_is_below_a_previews_key_is_meant_to_go() -> None:
    named = items(_CONSUL.format('"preview/pr-7/"'))
    assert not [one for one in named if isinstance(one, DataChange)]
    told = items(_CONSUL.format('"shop/tariffs/"'))
    assert [one for one in told if isinstance(one, DataChange)]
