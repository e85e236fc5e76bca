"""Values that a loop takes in turn, arguments put together, callbacks, declared parameters."""

from __future__ import annotations

import pytest
from reading_python import items, shown

from guardrail.effects import PrivilegeChange


def told(code: str) -> list[str]:
    """What the code yields, without the brackets and what isn't known."""
    return [
        line for line in shown(code) if not line.startswith(("[", "]")) and "gr_hole" not in line
    ]


@pytest.mark.parametrize(
    "run",
    [
        "subprocess.run(['rm', '-rf', name])",
        "subprocess.run(f'rm -rf {name}', shell=True)",
        "os.system('rm -rf ' + name)",
        "os.system(' '.join(['rm', '-rf', name]))",
    ],
)
def test_a_command_is_told_for_each_turn(run: str) -> None:
    code = f"import os, subprocess\nfor name in ('build', '/srv'):\n    {run}\n"
    assert told(code) == ["shell: rm -rf build", "shell: rm -rf /srv"]


def test_values_of_one_turn_stay_together() -> None:
    code = (
        "import subprocess\n"
        "for key, value in [('user.name', 'bot'), ('core.hooksPath', '/dev/null')]:\n"
        "    subprocess.run(['git', 'config', key, value])\n"
    )
    assert told(code) == [
        "shell: git config user.name bot",
        "shell: git config core.hooksPath /dev/null",
    ]


def test_a_folder_in_each_turn() -> None:
    code = "import shutil\nfor name in ('build', '/srv/data'):\n    shutil.rmtree(name)\n"
    assert told(code) == [
        "FileChange verb=delete path=build recursive",
        "FileChange verb=delete path=/srv/data recursive",
    ]


@pytest.mark.parametrize(
    ("filled", "kept"),
    [
        ("SkipFinalSnapshot=True", False),
        ("SkipFinalSnapshot=False, FinalDBSnapshotIdentifier='a'", True),
    ],
)
def test_several_arguments_at_once(filled: str, kept: bool) -> None:
    code = (
        "import boto3\noptions = {'DBInstanceIdentifier': 'shop'}\n"
        f"options.update({filled})\nboto3.client('rds').delete_db_instance(**options)\n"
    )
    assert ("protections=" in told(code)[0]) is not kept


@pytest.mark.parametrize(
    ("extra", "scope"),
    [
        ("{'ContinuationToken': token} if token else {}", "scope=none"),
        ("{'Prefix': 'a'} if token else {'Prefix': 'b'}", ""),
        ("{'Prefix': 'a'} if token else {}", "scope=unknown"),
    ],
)
def test_arguments_one_way_or_another(extra: str, scope: str) -> None:
    code = (
        "import boto3\ns3 = boto3.client('s3')\n"
        f"extra = {extra}\n"
        "for item in s3.list_objects_v2(Bucket='shop', **extra)['Contents']:\n"
        "    s3.delete_object(Bucket='shop', Key=item['Key'])\n"
    )
    found = told(code)
    assert bool(found) is bool(scope)
    assert all(scope in one for one in found)


def test_a_resource_that_a_function_is_told_to_unprotect() -> None:
    function = (
        "import boto3\nrds = boto3.client('rds')\n"
        "def protect(on):\n"
        "    rds.modify_db_instance(DBInstanceIdentifier='a', DeletionProtection=on)\n"
    )
    assert told(function + "protect(False)\n") != []
    assert told(function + "protect(True)\n") == []


def test_what_is_called_at_the_end() -> None:
    code = (
        "import contextlib, boto3\nstack = contextlib.ExitStack()\n"
        "stack.callback(boto3.client('efs').delete_file_system, FileSystemId='fs-1')\n"
    )
    assert told(code)[0].startswith("ResourceChange verb=delete provider=aws kind=file system")


def test_a_declared_path() -> None:
    code = (
        "from pathlib import Path\ndef wipe(device: Path):\n"
        "    with device.open('wb') as out:\n        out.write(b'')\nwipe(Path('/dev/sda'))\n"
    )
    assert "FileChange verb=overwrite path=/dev/sda" in told(code)


@pytest.mark.parametrize(("more", "line"), [("", ""), (", skip_hooks=True", " --no-verify")])
def test_hooks_of_an_index(more: str, line: str) -> None:
    code = f"import git\nrepo = git.Repo('.')\nrepo.index.commit('now'{more})\n"
    assert told(code) == [f"shell: git commit{line} now"]


@pytest.mark.parametrize(
    "path",
    [
        "given[1] if len(given) > 1 else os.path.expanduser('~/data')",
        "os.path.expanduser(given or '~/data')",
        "os.path.join(given[1] if given else os.path.expanduser('~'), 'data')",
    ],
)
def test_a_folder_on_one_way_of_several(path: str) -> None:
    code = f"import os, shutil\ndef clean(given):\n    shutil.rmtree({path})\n"
    assert "FileChange verb=delete path=~/data recursive" in told(code)


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ("params |= {'SkipFinalSnapshot': True}\n", False),
        ("params.update({'FinalDBSnapshotIdentifier': 'a'})\n", True),
        ("params['FinalDBSnapshotIdentifier'] = 'a'\n", True),
    ],
)
def test_a_dictionary_put_into_another(more: str, kept: bool) -> None:
    code = f"import boto3\nparams = {{'DBInstanceIdentifier': 'shop'}}\n{more}"
    code += "boto3.client('rds').delete_db_instance(**params)\n"
    assert ("protections=" in told(code)[0]) is not kept


def test_a_policy_named_by_the_value_of_each_turn() -> None:
    code = (
        "import boto3\nUSERS = {'a': 'ReadOnlyAccess', 'b': 'AdministratorAccess'}\n"
        "for who, what in USERS.items():\n"
        "    boto3.client('iam').attach_user_policy(\n"
        "        UserName=who, PolicyArn=f'arn:aws:iam::aws:policy/{what}')\n"
    )
    assert len(told(code)) == 1
    assert told(code.replace("AdministratorAccess", "SecurityAudit")) == []


@pytest.mark.parametrize(
    "read", ["os.environ.get('ROOT', '/srv/data')", "os.getenv('ROOT', '/srv/data')"]
)
def test_the_default_of_a_variable(read: str) -> None:
    code = f"import os, shutil\nROOT = {read}\nshutil.rmtree(ROOT)\n"
    assert "FileChange verb=delete path=/srv/data recursive" in told(code)
    assert told(code.replace(", '/srv/data'", "")) == [
        "FileChange verb=delete path=${ROOT} recursive"
    ]


def test_pages_of_so_many() -> None:
    code = (
        "import boto3\nfrom more_itertools import chunked\ns3 = boto3.client('s3')\n"
        "pages = s3.get_paginator('list_objects_v2').paginate(Bucket='a'MORE)\n"
        "for keys in chunked(pages.search('Contents[].Key'), 1000):\n"
        "    s3.delete_objects(Bucket='a', Delete={'Objects': [{'Key': k} for k in keys]})\n"
    )
    assert "scope=none" in told(code.replace("MORE", ""))[0]
    assert told(code.replace("MORE", ", Prefix='tmp/'")) == []


DOORS = """
import boto3
ec2 = boto3.client("ec2")
DOORS = {0}
for {1} in {2}:
    ec2.authorize_security_group_ingress(
        GroupId="sg", IpProtocol="tcp", FromPort=port, ToPort=port, CidrIp=source
    )
"""


@pytest.mark.parametrize(
    ("doors", "names", "over"),
    [
        ("{{'a': (22, '{0}')}}", "name, (port, source)", "DOORS.items()"),
        ("[('a', 22, '{0}')]", "number, (name, port, source)", "enumerate(DOORS)"),
        ("[(22, '{0}')]", "(number, (port, source))", "enumerate(DOORS, 1)"),
    ],
)
@pytest.mark.parametrize(("source", "told"), [("0.0.0.0/0", True), ("10.0.0.0/8", False)])
def test_a_pattern_within_a_pattern(
    doors: str, names: str, over: str, source: str, told: bool
) -> None:
    found = items(DOORS.format(doors.format(source), names, over))
    assert any(isinstance(one, PrivilegeChange) for one in found) is told
