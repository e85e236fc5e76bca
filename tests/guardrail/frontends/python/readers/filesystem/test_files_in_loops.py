"""Files deleted one by one are as much as their folder; modes, secrets, values followed further."""

from __future__ import annotations

import pytest
from reading_python import shown

PATHS = "import glob, os\nfrom pathlib import Path\nROOT = Path('/srv/data')\n"
ALL = "FileChange verb=delete path=/srv/data recursive"


def told(code: str) -> list[str]:
    """What the code yields, without the brackets and what isn't known."""
    return [
        line for line in shown(code) if not line.startswith(("[", "]")) and "gr_hole" not in line
    ]


@pytest.mark.parametrize(
    "loop",
    [
        "for p in ROOT.rglob('*'):\n    p.unlink()\n",
        "for p in ROOT.iterdir():\n    if p.is_file():\n        p.unlink(missing_ok=True)\n",
        "for p in sorted(ROOT.glob('**/*'), reverse=True):\n    p.unlink()\n",
        "for name in os.listdir('/srv/data'):\n    os.remove(os.path.join('/srv/data', name))\n",
        "for entry in os.scandir('/srv/data'):\n    os.unlink(entry.path)\n",
        "for name in glob.glob('/srv/data/*'):\n    os.remove(name)\n",
        (
            "def listed(who=None):\n    pattern = f'{who}_*' if who else '*'\n"
            "    return sorted(p for p in ROOT.glob(pattern) if p.is_file())\n"
            "for p in listed():\n    p.unlink()\n"
        ),
        (
            "pattern = f'{WHO}_*' if WHO else '*'\n"
            "for p in glob.glob(f'/srv/data/{pattern}'):\n    os.remove(p)\n"
        ),
        "for p in ROOT.iterdir():\n    if not p.name.startswith('.'):\n        p.unlink()\n",
        "for p in [p for p in ROOT.iterdir() if p.name != '.gitkeep']:\n    p.unlink()\n",
        """\
for name in os.listdir('/srv/data'):
    if name.startswith('.') or name == 'README.md':
        continue
    os.remove(f'/srv/data/{name}')
""",
        """\
for top, dirs, files in os.walk('/srv/data'):
    for name in files:
        os.remove(os.path.join(top, name))
""",
    ],
)
def test_a_folder_whose_every_file_is_deleted(loop: str) -> None:
    assert told(PATHS + loop) == [ALL]


@pytest.mark.parametrize(
    "loop",
    [
        "for p in ROOT.rglob('*.log'):\n    p.unlink()\n",
        "for p in ROOT.iterdir():\n    if p.stat().st_mtime < limit:\n        p.unlink()\n",
        "for p in ROOT.iterdir():\n    if p.name == 'keep':\n        continue\n    p.unlink()\n",
        "for p in things:\n    p.unlink()\n",
        "for p in ROOT.iterdir():\n    if p.name.startswith('.'):\n        p.unlink()\n",
        "for p in ROOT.iterdir():\n    if p.name != '.x':\n        continue\n    p.unlink()\n",
    ],
)
def test_files_that_are_picked(loop: str) -> None:
    assert ALL not in told(PATHS + loop)


@pytest.mark.parametrize(
    ("loop", "path"),
    [
        ("for p in ROOT.glob('*.gz'):\n    p.unlink()\n", "/srv/data/*.gz"),
        ("for p in ROOT.rglob('state.pt'):\n    p.unlink()\n", "/srv/data/**/state.pt"),
        ("for p in glob.glob('/srv/*.dump.gz'):\n    os.remove(p)\n", "/srv/*.dump.gz"),
        (("def found(top):\n    return sorted(top.glob('*.gz'))\n"
         "for p in found(ROOT):\n    p.unlink()\n"), "/srv/data/*.gz"),
        (("class Bin:\n    top = Path('/srv/data')\n    def found(self):\n"
         "        return list(self.top.rglob('*'))\n    def run(self):\n"
         "        for p in self.found():\n            p.unlink()\n"), "/srv/data"),
        (("with os.scandir('/srv/data') as entries:\n    for one in entries:\n"
         "        if one.is_dir(follow_symlinks=False):\n            shutil.rmtree(one.path)\n"),
         "/srv/data"),
        ("for name in os.listdir('/srv/data'):\n    shutil.rmtree(f'/srv/data/{name}')\n",
         "/srv/data"),
        ("for _, p in enumerate(ROOT.iterdir()):\n    p.unlink()\n", "/srv/data"),
    ],
)  # fmt: skip
def test_what_a_loop_lists(loop: str, path: str) -> None:
    found = told(f"import shutil\n{PATHS}{loop}")
    assert f"FileChange verb=delete path={path} recursive" in found


@pytest.mark.parametrize(
    "loop",
    [
        "for p in sorted(ROOT.glob('*.gz'))[7:]:\n    p.unlink()\n",
        (
            "def found(top):\n    return [p for p in top.iterdir() if old(p)]\n"
            "for p in found(ROOT):\n    p.unlink()\n"
        ),
        "for i, p in enumerate(ROOT.iterdir()):\n    if i > 7:\n        p.unlink()\n",
    ],
)
def test_what_a_loop_leaves(loop: str) -> None:
    assert not any("recursive" in line for line in told(PATHS + loop))


@pytest.mark.parametrize(
    ("root", "path"),
    [
        ("settings.MEDIA_ROOT", "${MEDIA_ROOT}"),
        ("Path(settings.MEDIA_ROOT)", "${MEDIA_ROOT}"),
        ("app.config['UPLOAD_FOLDER']", "${UPLOAD_FOLDER}"),
        ("os.environ['DATA_DIR']", "${DATA_DIR}"),
    ],
)
def test_a_setting_that_is_a_path_as_a_whole(root: str, path: str) -> None:
    assert told(f"import shutil\n{PATHS}shutil.rmtree({root})\n") == [
        f"FileChange verb=delete path={path} recursive"
    ]


@pytest.mark.parametrize(
    ("mode", "open_to_all"),
    [("0o777", True), ("0o666", True), ("0o755", False), ("0o700 | stat.S_IWOTH", True)],
)
def test_modes(mode: str, open_to_all: bool) -> None:
    code = f"import os, stat\nMODE = {mode}\nos.chmod('/etc/shop', MODE)\n"
    assert told(code)[0].startswith("PrivilegeChange" if open_to_all else "FileChange verb=chmod")


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        ("def body():\n    return dict(os.environ)\n", "the environment"),
        ("def body():\n    return {'a': os.environ['A']}\n", ""),
        ("INFO = Path.home() / '.aws' / 'credentials'\ndef body():\n    return INFO.read_text()\n",
         "file ~/.aws/credentials"),
        ("INFO = Path('notes.txt')\ndef body():\n    return INFO.read_text()\n", ""),
    ],
)  # fmt: skip
def test_secrets_that_a_function_gives(body: str, sent: str) -> None:
    code = f"import os, requests\nfrom pathlib import Path\n{body}"
    code += "requests.post('https://hooks.acme.io', json={'a': body()})\n"
    request = next(one for one in told(code) if one.startswith("NetworkUse"))
    assert ("sends=" in request) is bool(sent)
    assert sent in request


def test_a_value_of_each_entry_that_a_loop_takes() -> None:
    code = (
        "import boto3\nec2 = boto3.client('ec2')\n"
        "RULES = [{'port': 443, 'to': '10.0.0.0/8'}, {'port': 5432, 'to': '0.0.0.0/0'}]\n"
        "for rule in RULES:\n    ec2.authorize_security_group_ingress(\n"
        "        GroupId='sg', IpProtocol='tcp', FromPort=rule['port'], ToPort=rule['port'],\n"
        "        CidrIp=rule['to'])\n"
    )
    assert len(told(code)) == 1
    assert told(code.replace("0.0.0.0/0", "10.1.0.0/16")) == []


def test_a_policy_out_of_a_list() -> None:
    code = (
        "import boto3\niam = boto3.client('iam')\n"
        "for arn in ('arn:aws:iam::aws:policy/A', 'arn:aws:iam::aws:policy/AdministratorAccess'):\n"
        "    iam.attach_role_policy(RoleName='ci', PolicyArn=arn)\n"
    )
    assert len(told(code)) == 1
    assert told(code.replace("AdministratorAccess", "ReadOnlyAccess")) == []


@pytest.mark.parametrize(
    ("later", "told_of"),
    [("", True), ("kwargs['FilterExpression'] = Attr('old').eq(True)\n", False)],
)
def test_arguments_that_are_put_together(later: str, told_of: bool) -> None:
    code = (
        "import boto3\ntable = boto3.resource('dynamodb').Table('users')\n"
        f"kwargs = {{'ProjectionExpression': 'id'}}\n{later}"
        "page = table.scan(**kwargs)\n"
        "with table.batch_writer() as batch:\n"
        "    for row in page['Items']:\n        batch.delete_item(Key={'id': row['id']})\n"
    )
    assert any("scope=none" in line for line in told(code)) is told_of


@pytest.mark.parametrize("called", ["Volumes('prod').reset()\n", ""])
def test_a_method_that_its_own_module_calls_decides_itself(called: str) -> None:
    code = (
        "import boto3\nclass Volumes:\n    def __init__(self, name):\n        self.name = name\n"
        "    def reset(self):\n"
        "        boto3.client('rds').delete_db_cluster(DBClusterIdentifier=self.name)\n"
    )
    assert ("confidence=low" in told(code + called)[0].lower()) is not bool(called)


@pytest.mark.parametrize(
    "path",
    [
        "folder = Path('/srv')\none = folder / 'data' / 'users.db'\n",
        "one = Path('/srv').joinpath('data') / 'users.db'\n",
        "folder = Path('/srv') / 'data'\none = folder / 'users.db'\n",
    ],
)
def test_paths_in_several_steps(path: str) -> None:
    assert told(f"{PATHS}{path}one.unlink()\n") == [
        "FileChange verb=delete path=/srv/data/users.db"
    ]


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("str(ROOT / 'a')", "rm -rf /srv/data/a"),
        ("ROOT.joinpath('a', 'b')", "rm -rf /srv/data/a/b"),
        ("os.path.join('/srv', 'a')", "rm -rf /srv/a"),
        ("os.path.join('/srv', '/a')", "rm -rf /a"),
        ("Path('/srv', 'a')", "rm -rf /srv/a"),
        ("ROOT.parent", "rm -rf /srv"),
        ("os.path.dirname('/srv/data/a')", "rm -rf /srv/data"),
        ("(ROOT / 'a').resolve().as_posix()", "rm -rf /srv/data/a"),
        ("Path.home() / 'a b'", "rm -rf ~'/a b'"),
        ("os.path.expanduser('~/a')", "rm -rf ~/a"),
        ("'~/a'", "rm -rf '~/a'"),
        ("Path(tempfile.mkdtemp()) / 'a'", "rm -rf /tmp/mkdtemp/a"),
    ],
)
def test_paths_in_command_lines(word: str, line: str) -> None:
    code = f"import subprocess, tempfile\n{PATHS}subprocess.run(['rm', '-rf', {word}])\n"
    assert told(code) == [f"shell: {line}"]


def test_a_division_is_no_path() -> None:
    assert told("cur.execute(f'DELETE FROM a LIMIT {n / 2}')\n") == [
        "sql: DELETE FROM a LIMIT {n / 2}"
    ]


@pytest.mark.parametrize(
    "made", ["Console().cmdloop()\n", "def console():\n    return Console()\n"]
)
def test_a_class_that_the_program_runs_decides_itself(made: str) -> None:
    code = (
        "import boto3, cmd\nclass Console(cmd.Cmd):\n    def do_drop(self, name):\n"
        "        boto3.client('dynamodb').delete_table(TableName=name)\n"
    )
    library = made.startswith("def")
    assert ("confidence" in told(code + made)[0]) is library


YIELDED = """
def found(top):
    for path in top.rglob("*"):
        {condition}yield path

for path in found({top}):
    {asked}path.unlink()
"""


@pytest.mark.parametrize(
    ("condition", "asked", "top", "path"),
    [
        ("", "", "ROOT", "/srv/data"),
        ("if path.is_file():\n            ", "", "ROOT", "/srv/data"),
        ("if path.stat().st_mtime < limit:\n            ", "", "ROOT", ""),
        ("if path.stat().st_mtime < limit:\n            ", "", "Path.home()", "~"),
        ("", "if path.stat().st_size > 9:\n        ", "Path('/var')", "/var"),
        ("", "if path.stat().st_size > 9:\n        ", "Path('/var/log/shop')", ""),
    ],
)
def test_files_that_a_generator_yields_of_a_whole_home_count_also_where_some_are_picked(
    condition: str, asked: str, top: str, path: str
) -> None:
    code = PATHS + YIELDED.format(condition=condition, asked=asked, top=top)
    wanted = [f"FileChange verb=delete path={path} recursive"] if path else []
    assert [one for one in told(code) if one.endswith(" recursive")] == wanted


@pytest.mark.parametrize(
    ("path", "told_as"),
    [
        ("ROOT", "."),
        ("ROOT / 'uploads'", "uploads"),
        ("HERE / 'out'", "tools/out"),
        ("ROOT / name", "gr_hole_0"),
    ],
)
def test_paths_that_start_at_the_text_itself(path: str, told_as: str) -> None:
    code = (
        "import shutil\nfrom pathlib import Path\nHERE = Path(__file__).resolve().parent\n"
        f"ROOT = HERE.parent\nshutil.rmtree({path})\n"
    )
    found = [line for line in shown(code, path="tools/clean.py") if "FileChange" in line]
    assert any(told_as in line for line in found)


def test_a_path_that_leads_out_of_the_project_is_not_known() -> None:
    code = (
        "import shutil\nfrom pathlib import Path\n"
        "shutil.rmtree(Path(__file__).resolve().parents[4] / 'data')\n"
    )
    assert not any("path=data" in line for line in shown(code, path="tools/clean.py"))


@pytest.mark.parametrize(
    ("listed", "all_of"),
    [
        ("sorted((p for p in ROOT.iterdir() if p.is_dir()), key=str)", True),
        ("[p for p in ROOT.iterdir()]", True),
        ("[p for p in ROOT.iterdir() if p.stat().st_mtime < limit]", False),
        ("[p for p in ROOT.iterdir() if p.is_dir()][:-5]", False),
    ],
)
def test_comprehensions_over_a_folder(listed: str, all_of: bool) -> None:
    code = f"import shutil\n{PATHS}found = {listed}\nfor p in found:\n    shutil.rmtree(p)\n"
    assert (ALL in told(code)) is all_of


def test_each_folder_of_the_project_that_a_loop_names() -> None:
    code = (
        "import shutil\nfrom pathlib import Path\nROOT = Path(__file__).resolve().parents[1]\n"
        "for name in ['build', 'app/migrations']:\n    shutil.rmtree(ROOT / name)\n"
    )
    found = [line for line in shown(code, path="tools/clean.py") if "FileChange" in line]
    assert found == [
        "FileChange verb=delete path=build recursive",
        "FileChange verb=delete path=app/migrations recursive",
    ]


@pytest.mark.parametrize(
    ("body", "opened"),
    [
        (
            "for path, mode in [('/srv/a', 0o750), ('/srv/b', 0o777)]:\n    os.chmod(path, mode)",
            True,
        ),
        (
            "for path, mode in [('/srv/a', 0o750), ('/srv/b', 0o700)]:\n    os.chmod(path, mode)",
            False,
        ),
        (
            (
                "MODE = 0o666\n"
                "def put(path, mode):\n    os.chmod(path, mode)\n"
                "def repair(folder, names):\n    found = [(folder, 0o750)]\n"
                "    found += [(os.path.join(folder, one), MODE) for one in names]\n"
                "    for path, mode in found:\n        put(path, mode)"
            ),
            True,
        ),
    ],
)
def test_modes_that_stand_in_a_table(body: str, opened: bool) -> None:
    found = shown(f"import os\n{body}\n")
    assert any(one.startswith("PrivilegeChange") for one in found) is opened


CLEARED = """\
import os, shutil
from django.conf import settings

def clear(media):
    for folder, dirs, names in os.walk(media):
        for name in names:
            os.remove(os.path.join(folder, name))

clear(os.path.join(settings.MEDIA_ROOT, {folder}))
"""


def test_a_folder_of_what_people_gave_is_named_by_its_setting() -> None:
    whole = "FileChange verb=delete path=${MEDIA_ROOT}/products recursive"
    assert whole in told(CLEARED.format(folder="'products'"))
    assert whole in told("import shutil\nshutil.rmtree(f'{settings.MEDIA_ROOT}/products')\n")


def test_what_a_program_makes_of_that_is_no_such_folder() -> None:
    assert not [one for one in told(CLEARED.format(folder="'thumbs'")) if "recursive" in one]


def test_each_folder_that_a_function_empties_in_turn() -> None:
    code = (
        f"import shutil\n{PATHS}def clear(top):\n    for p in top.iterdir():\n"
        "        shutil.rmtree(p)\nfor top in (Path('/tmp/a'), ROOT):\n    clear(top)\n"
    )
    found = told(code)
    assert ALL in found
    assert "FileChange verb=delete path=/tmp/a recursive" in found


def test_files_that_are_gone_through_asynchronously() -> None:
    code = (
        "from anyio import Path\nasync def go():\n"
        "    async for p in Path('/srv/data').glob('**/*'):\n"
        "        if not await p.is_file():\n            continue\n        await p.unlink()\n"
    )
    assert ALL in told(code)
    assert ALL not in told(code.replace("is_file()", "is_file() or p.suffix"))


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("(Path('/srv/data') / name).parent", "/srv/data"),
        ("(Path('/srv/data') / name).resolve().parent", "/srv/data"),
        ("Path('/srv/data/a.txt').parent", "/srv/data"),
    ],
)
def test_the_folder_that_a_path_lies_in(path: str, folder: str) -> None:
    code = f"import shutil\nfrom pathlib import Path\ndef go(name):\n    shutil.rmtree({path})\n"
    assert f"FileChange verb=delete path={folder} recursive" in told(code)


def test_each_path_of_a_list_that_is_written_out() -> None:
    code = (
        "import shutil\nfrom pathlib import Path\nROOT = Path(__file__).resolve().parent.parent\n"
        "LEFT = [ROOT / 'build', ROOT / 'uploads', Path('/srv/data')]\n"
        "for path in LEFT:\n    if path.exists():\n        shutil.rmtree(path)\n"
    )
    found = [one for one in shown(code) if one.startswith("FileChange")]
    assert {one.split("path=")[1] for one in found} == {
        "build recursive",
        "uploads recursive",
        "/srv/data recursive",
    }


@pytest.mark.parametrize(
    ("condition", "every"),
    [
        ("p.stat().st_mtime > LIMIT", True),
        ("p.is_file() and p.stat().st_mtime > LIMIT", True),
        ("p.stat().st_mtime < LIMIT", False),
        ("p.suffix == '.log' and p.stat().st_mtime > LIMIT", False),
    ],
)
def test_who_deletes_what_was_written_last_takes_what_counts(condition: str, every: bool) -> None:
    code = (
        f"{PATHS}import time\nLIMIT = time.time() - 30 * 86400\n"
        f"for p in ROOT.rglob('*'):\n    if {condition}:\n        p.unlink()\n"
    )
    assert (ALL in told(code)) is every


DONE_WITH = """
import subprocess
import requests
from pathlib import Path

for path in Path("/srv/outbox").iterdir():
    {}
    path.unlink()
"""


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("print(path)", True),
        ("size = path.stat().st_size", True),
        ("client.upload_file(str(path), 'bucket', path.name)", False),
        ("process_order(path)", False),
        ("subprocess.run(['scp', str(path), 'bank:/in/'], check=True)", False),
        ("requests.post(url, data=path.read_bytes()).raise_for_status()", False),
        ("with path.open('rb') as f:\n        session.put(url, data=f)", False),
    ],
)
def test_a_file_that_was_sent_or_worked_off_goes_as_it_should(before: str, told: bool) -> None:
    whole = "FileChange verb=delete path=/srv/outbox recursive"
    assert (whole in shown(DONE_WITH.format(before))) is told


@pytest.mark.parametrize(
    ("mode", "told"),
    [("MODES[kind]", True), ("MODES['file']", False), ("MODES['folder']", True)],
)
def test_a_table_of_modes_for_each_kind_of_file(mode: str, told: bool) -> None:
    code = (
        "import os\nMODES = {'folder': 0o777, 'file': 0o640}\n"
        f"def apply(path, kind):\n    mode = {mode}\n    os.chmod(path, mode)\n"
    )
    assert any("verb=grant" in line for line in shown(code)) is told
