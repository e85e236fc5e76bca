"""What clients of clouds are told to do, and the lines beside it that do no harm."""

from __future__ import annotations

import pytest
from reading_python import items, shown

from guardrail.effects import (
    CodeRun,
    DataChange,
    Effect,
    HistoryChange,
    NetworkUse,
    PrivilegeChange,
    Recoverable,
    ResourceChange,
    Scope,
)
from guardrail.model import Confidence, EnvironmentKind
from guardrail.stream import Embedded

AWS = "import json\nimport boto3\n"
S3 = AWS + 's3 = boto3.client("s3")\nbucket = boto3.resource("s3").Bucket("shop")\n'


def effects(code: str) -> list[Effect]:
    """The effects that a program has by itself."""
    return [item for item in items(code) if isinstance(item, Effect)]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (
            (
                'boto3.client("ec2").authorize_security_group_ingress(GroupId="g", IpPermissions=['
                '{"FromPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])'
            ),
            ("port 22",),
        ),
        ('boto3.client("s3").put_bucket_acl(Bucket="b", ACL="public-read")', ("its access list",)),
        (
            (
                'policy = {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}}]}\n'
                'boto3.client("s3").put_bucket_policy(Bucket="b", Policy=json.dumps(policy))'
            ),
            ("a policy for everybody",),
        ),
        (
            (
                'boto3.client("iam").attach_role_policy(RoleName="ci",'
                ' PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")'
            ),
            ("the policy of administrators",),
        ),
        (
            (
                'P = \'{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": ["*"]}]}\'\n'
                'boto3.client("iam").create_policy(PolicyName="all", PolicyDocument=P)'
            ),
            ("every action on every resource",),
        ),
        (
            (
                'boto3.client("ec2").modify_image_attribute('
                'ImageId="i", LaunchPermission={"Add": [{"Group": "all"}]})'
            ),
            ("launching it in any account",),
        ),
        (
            (
                'boto3.client("ec2").modify_snapshot_attribute('
                'SnapshotId="s", OperationType="add", GroupNames=["all"])'
            ),
            ("copying it to any account",),
        ),
    ],
)
def test_documents_are_judged_by_what_is_inside(code: str, told: tuple[str, ...]) -> None:
    assert [one.privileges for one in effects(AWS + code) if isinstance(one, PrivilegeChange)] == [
        told
    ]


@pytest.mark.parametrize(
    "code",
    [
        'boto3.client("ec2").authorize_security_group_ingress(GroupId="g", CidrIp="10.0.0.0/8")',
        (
            'p = {"Statement": [{"Effect": "Deny", "Principal": "*"}]}\n'
            'boto3.client("s3").put_bucket_policy(Bucket="b", Policy=json.dumps(p))'
        ),
        (
            'p = {"Statement": [{"Effect": "Allow", "Principal": "*", "Condition": {"a": 1}}]}\n'
            'boto3.client("s3").put_bucket_policy(Bucket="b", Policy=json.dumps(p))'
        ),
        'boto3.client("ec2").terminate_instances(InstanceIds=["i-1"], DryRun=True)',
        'boto3.client("rds").modify_db_instance(DBInstanceIdentifier="a", DeletionProtection=True)',
        'class Other:\n    pass\nOther().delete_table(TableName="users")',
        "self._catalog.drop_all()",
        "self.objects.delete().where(self.objects.c.id == 7)",
        "from shop.models import Setting\nSetting.delete_all(self.module)",
        'await prisma.user.delete_many(where={"id": {"in": ids}})',
        (
            'boto3.client("ec2").modify_image_attribute('
            'ImageId="i", LaunchPermission={"Remove": [{"Group": "all"}]})'
        ),
        (
            'boto3.client("ec2").modify_snapshot_attribute('
            'SnapshotId="s", OperationType="remove", GroupNames=["all"])'
        ),
    ],
)
def test_nothing_is_told_of_the_line_beside_it(code: str) -> None:
    assert effects(AWS + code) == []


@pytest.mark.parametrize(
    "text",
    [
        "UNLOAD ('SELECT * FROM users') TO 's3://b/users' IAM_ROLE 'r'",
        "EXPORT DATA OPTIONS (uri='gs://b/users/*.csv', format='CSV') AS SELECT * FROM users",
    ],
)
def test_rows_go_to_a_bucket_by_sql_too(text: str) -> None:
    found = items(f'conn = connect()\nconn.cursor().execute("""{text}""")')
    assert [one.source.text for one in found if isinstance(one, Embedded)] == [text]


def test_a_final_snapshot_is_a_way_back() -> None:
    code = 'boto3.client("rds").delete_db_instance(DBInstanceIdentifier="a", {})'
    kept, lost = (
        effects(AWS + code.replace("{}", given))[0]
        for given in ('FinalDBSnapshotIdentifier="a-last"', "SkipFinalSnapshot=True")
    )
    assert (kept.recoverable, lost.recoverable) == (Recoverable.BACKUP, Recoverable.NO)


def test_the_service_of_a_client_decides_what_a_method_means() -> None:
    for service, kind in (("rds", []), ("dynamodb", ["table"])):
        found = effects(AWS + f'boto3.client("{service}").delete_table(TableName="users")')
        assert [one.kind for one in found if isinstance(one, ResourceChange)] == kind


@pytest.mark.parametrize(
    ("code", "scope"),
    [
        ("bucket.objects.all().delete()", Scope.NONE),
        ('bucket.objects.filter(Prefix="").delete()', Scope.NONE),
        ('bucket.objects.filter(Prefix="tmp/").delete()', Scope.FILTERED),
        ("for one in bucket.objects.all():\n    one.delete()", Scope.NONE),
        (
            (
                'for page in s3.get_paginator("list_objects_v2").paginate(Bucket="shop"):\n'
                '    keys = [{"Key": one["Key"]} for one in page["Contents"]]\n'
                '    s3.delete_objects(Bucket="shop", Delete={"Objects": keys})'
            ),
            Scope.NONE,
        ),
    ],
)
def test_objects_of_a_bucket_go_all_at_once_or_by_a_prefix(code: str, scope: Scope) -> None:
    found = [one for one in effects(S3 + code) if isinstance(one, DataChange)]
    assert [one.scope for one in found] == [scope]


def test_a_class_that_deletes_what_it_is_given_is_a_wrapper() -> None:
    code = """
        import boto3

        class Hook:
            def drop(self, name):
                boto3.client("dynamodb").delete_table(TableName=name)

            def drop_all(self):
                client = boto3.client("dynamodb")
                for name in client.list_tables()["TableNames"]:
                    client.delete_table(TableName=name)
        """
    assert [one.confidence for one in effects(code)] == [Confidence.LOW, Confidence.HIGH]


def test_a_method_that_is_named_for_something_else_decides_by_itself() -> None:
    code = """
        import chromadb

        class Notes:
            def __init__(self, name="notes"):
                self.client = chromadb.HttpClient()
                self.name = name

            def {method}(self):
                self.client.delete_collection(self.name)
        """
    methods = ("delete_collection", "sync", "remove_source")
    found = [effects(code.format(method=method)) for method in methods]
    told = [one.confidence for (one,) in found]
    assert told == [Confidence.LOW, Confidence.HIGH, Confidence.LOW]
    asked = effects(code.replace("{method}(self)", "remove_source(self, source)"))
    assert [one.confidence for one in asked] == [Confidence.HIGH]


def test_an_endpoint_on_this_machine_is_local() -> None:
    code = 'boto3.client("sqs", endpoint_url="http://localhost:4566").purge_queue(QueueUrl="q")'
    assert effects(AWS + code)[0].environment.kind is EnvironmentKind.LOCAL


def test_secrets_in_a_body_are_told_without_being_read() -> None:
    code = """
        import os, requests
        env = open(".env").read()
        requests.post("https://acme.io", data=env)
        requests.post("https://acme.io", json={"all": dict(os.environ)})
        requests.post("https://acme.io", json={"one": os.environ.get("VERSION")})
        """
    sent = [one.sends for one in effects(code) if isinstance(one, NetworkUse)]
    assert sent == [("file .env",), ("the environment",), ()]


def test_commands_of_git_run_by_their_names() -> None:
    start = "import git\nrepo = git.Repo('.')\n"
    assert "shell: git reset --hard origin/main" in shown(
        start + "repo.git.reset('--hard', 'origin/main')"
    )
    assert "shell: git push --force origin" in shown(start + "repo.git.push('origin', force=True)")
    code = start + "repo.head.reset(index=True, working_tree=True)"
    assert [type(one) for one in effects(code)] == [HistoryChange]
    assert not effects(start + "repo.head.reset(index=True)")


def test_a_task_gets_a_connection_first() -> None:
    code = "from invoke import task\n\n@task\ndef reset(c, name):\n    c.run('dropdb shop')\n"
    assert "shell: dropdb shop" in shown(code)
    assert "shell: dropdb shop" not in shown(code.replace("@task", "@other"))


def test_what_a_model_gives_a_tool_is_its_code() -> None:
    code = """
        from mcp.server.fastmcp import FastMCP
        server = FastMCP("db")

        @server.tool()
        def query(sql: str):
            CHECK
            cursor.execute(sql)
        """
    open_one = code.replace("CHECK", "pass")
    checked = code.replace("CHECK", 'assert sql.lower().startswith("select")')
    assert [type(one) for one in effects(open_one)] == [CodeRun]
    assert effects(checked) == []


def test_an_account_that_the_client_is_made_for_is_not_left_unused() -> None:
    code = """
        import boto3

        class Volume:
            def delete(self, account):
                client = self.client_of(account)
                client.delete_volume(VolumeId=self.volume)

            def delete_tag(self, tag):
                boto3.client("ec2").delete_volume(VolumeId=self.volume)
    """
    found = [one for one in items(code) if isinstance(one, ResourceChange)]
    assert [one.confidence for one in found] == [Confidence.LOW, Confidence.HIGH]


@pytest.mark.parametrize(
    "call",
    [
        'client("organizations").leave_organization()',
        'client("wafv2").disassociate_web_acl(ResourceArn="shop")',
        'client("cloudtrail").update_trail(Name="a", EnableLogFileValidation=False)',
        'client("logs").put_retention_policy(logGroupName="a", retentionInDays=1)',
        'client("ec2").disable_ebs_encryption_by_default()',
        'client("iam").delete_account_password_policy()',
        'client("cloudwatch").delete_alarms(AlarmNames=["down"])',
    ],
)
def test_what_watches_over_an_account_is_switched_off(call: str) -> None:
    found = [item for item in items(f"import boto3\nboto3.{call}") if isinstance(item, Effect)]
    assert [type(one).__name__ for one in found] == ["ResourceChange"]


@pytest.mark.parametrize(
    "call",
    [
        'client("cloudtrail").update_trail(Name="a", EnableLogFileValidation=True)',
        'client("logs").put_retention_policy(logGroupName="a", retentionInDays=365)',
        'client("s3").put_object_acl(Bucket="a", Key="b", ACL="private")',
        'client("ec2").enable_ebs_encryption_by_default()',
    ],
)
def test_and_what_is_kept_on_is_not_told(call: str) -> None:
    assert not [item for item in items(f"import boto3\nboto3.{call}") if isinstance(item, Effect)]


@pytest.mark.parametrize(("who", "opened"), [('"*"', True), ('{"Service": "ec2"}', False)])
def test_a_role_that_everybody_may_take_is_open(who: str, opened: bool) -> None:
    trust = f'{{"Statement": [{{"Effect": "Allow", "Principal": {who}}}]}}'
    code = (
        "import boto3, json\nboto3.client('iam').create_role(RoleName='ci',"
        f" AssumeRolePolicyDocument=json.dumps({trust}))\n"
    )
    assert any(isinstance(item, PrivilegeChange) for item in items(code)) is opened


def test_commands_that_are_sent_to_machines_are_read_one_by_one() -> None:
    code = (
        "import boto3\ncommands = ['cd /srv', 'rm -rf /var/lib/postgresql']\n"
        "boto3.client('ssm').send_command(InstanceIds=['i'],"
        " DocumentName='AWS-RunShellScript', Parameters={'commands': commands})\n"
    )
    texts = [item.source.text for item in items(code) if isinstance(item, Embedded)]
    assert texts == ["cd /srv", "rm -rf /var/lib/postgresql"]


@pytest.mark.parametrize(
    "address",
    [
        "str(ipaddress.ip_network('0.0.0.0/0'))",
        "ipaddress.IPv4Network('0.0.0.0/0').with_prefixlen",
    ],
)
def test_an_address_is_known_through_the_module_that_reads_it(address: str) -> None:
    code = (
        f"{AWS}import ipaddress\nboto3.client('ec2').authorize_security_group_ingress("
        f"GroupId='g', IpProtocol='tcp', FromPort=22, CidrIp={address})"
    )
    assert [one.privileges for one in effects(code) if isinstance(one, PrivilegeChange)] == [
        ("port 22",)
    ]


def test_a_list_that_grows_holds_what_is_put_into_it() -> None:
    code = (
        f"{AWS}opened = []\nfor port in (22, 80):\n"
        "    opened.append({'FromPort': port, 'IpRanges': [{'CidrIp': '0.0.0.0/0'}]})\n"
        "boto3.client('ec2').authorize_security_group_ingress(GroupId='g', IpPermissions=opened)"
    )
    assert [one.whom for one in effects(code) if isinstance(one, PrivilegeChange)] == [
        ("the internet",)
    ]


@pytest.mark.parametrize(("key", "reached"), [("f'config/{name}/'", False), ("''", True)])
def test_a_tree_of_keys_goes_with_an_empty_prefix_a_part_of_it_with_a_longer_one(
    key: str, reached: bool
) -> None:
    code = f"import consul\nkey = {key}\nconsul.Consul().kv.delete(key, recurse=True)\n"
    assert any(isinstance(one, DataChange) for one in effects(code)) is reached


@pytest.mark.parametrize(
    ("call", "opened"),
    [
        ("s3.upload_file(path, 'shop', key, ExtraArgs={'ACL': 'public-read'})", True),
        ("s3.upload_fileobj(file, 'shop', key, {'ACL': 'public-read'})", True),
        ("bucket.upload_file(path, key, ExtraArgs=extra)", True),
        ("s3.put_object(Bucket='shop', Key=key, Body=b'', ACL='public-read')", True),
        ("s3.upload_file(path, 'shop', key, ExtraArgs={'ACL': 'private'})", False),
        ("s3.upload_file(path, 'shop', key)", False),
    ],
)
def test_a_file_that_is_sent_for_everybody_to_read(call: str, opened: bool) -> None:
    code = f"{S3}extra = {{'ACL': 'public-read'}}\n{call}"
    told = [one for one in effects(code) if isinstance(one, PrivilegeChange)]
    assert bool(told) is opened


ADMINISTRATORS = "iam::aws:policy/AdministratorAccess"


@pytest.mark.parametrize(
    "code",
    [
        (
            f"policies = {{'ci': ['arn:aws:{ADMINISTRATORS}'], 'web': ['arn:x']}}\n"
            "for name, arns in policies.items():\n    for arn in arns:\n"
            "        iam.attach_user_policy(UserName=name, PolicyArn=arn)\n"
        ),
        (
            f"arn = f'arn:{{partition}}:{ADMINISTRATORS}'\n"
            "iam.attach_user_policy(UserName=name, PolicyArn=arn)\n"
        ),
    ],
)
def test_a_policy_is_known_in_lists_of_lists_and_as_far_as_it_is_written(code: str) -> None:
    told = effects(f"{AWS}iam = boto3.client('iam')\n{code}")
    assert [one.privileges for one in told if isinstance(one, PrivilegeChange)] == [
        ("the policy of administrators",)
    ]


def test_snapshots_are_a_collection_as_instances_are() -> None:
    code = f"{AWS}for one in boto3.resource('ec2').snapshots.all():\n    one.delete()\n"
    assert [one.kind for one in effects(code) if isinstance(one, ResourceChange)] == ["snapshot"]


def test_each_machine_of_a_group_runs_the_command() -> None:
    start = "from fabric import SerialGroup\n"
    code = f"{start}for one in SerialGroup('a', 'b'):\n    one.run('rm -rf /srv')"
    assert [one.source.text for one in items(code) if isinstance(one, Embedded)] == ["rm -rf /srv"]


def test_a_document_that_a_method_makes_is_known() -> None:
    code = f"""{AWS}
class Policy:
    def document(self):
        return {{"Statement": [{{"Effect": "Allow", "Principal": "*", "Action": "sqs:*"}}]}}

    def apply(self):
        boto3.client("sqs").set_queue_attributes(
            QueueUrl="q", Attributes={{"Policy": json.dumps(self.document())}}
        )
"""
    told = [one.on for one in effects(code) if isinstance(one, PrivilegeChange)]
    assert told == ["the queue q"]


@pytest.mark.parametrize(
    ("task", "lines"),
    [
        ("{'shell': 'rm -rf /srv'}, {'raw': {'cmd': 'ls'}}", ["rm -rf /srv", "ls"]),
        ("{'shell': 'rm -rf /srv'}, {'shell': 'ls'}", ["rm -rf /srv", "ls"]),
        ("{'debug': {'msg': 'rm -rf /srv'}}", []),
    ],
)
def test_tasks_of_a_play_that_is_plain_data_run(task: str, lines: list[str]) -> None:
    code = (
        "import ansible_runner\n"
        f"PLAY = [{{'hosts': 'web', 'tasks': [{task}]}}]\nansible_runner.run(playbook=PLAY)\n"
    )
    found = [one.source.text for one in items(code) if isinstance(one, Embedded)]
    assert sorted(found) == sorted(lines)


@pytest.mark.parametrize(("what", "count"), [("form['unit']", 1), ("shlex.quote(form['unit'])", 0)])
def test_a_line_on_another_machine_with_text_of_a_request(what: str, count: int) -> None:
    code = f"""
    import asyncssh, shlex

    async def logs(request):
        form = await request.form()
        async with asyncssh.connect("app-1") as connection:
            await connection.run(f"journalctl -u {{{what}}}")
    """
    assert len([one for one in effects(code) if isinstance(one, CodeRun)]) == count


@pytest.mark.parametrize(("contents", "count"), [("True", 1), ("False", 0)])
def test_an_operator_that_deletes_what_is_in_a_dataset(contents: str, count: int) -> None:
    code = (
        "from airflow.providers.google.cloud.operators.bigquery import"
        " BigQueryDeleteDatasetOperator\n"
        f"BigQueryDeleteDatasetOperator(dataset_id='marts', delete_contents={contents})"
    )
    assert len(effects(code)) == count


ARGUMENTS = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("bucket")
parser.add_argument("--prefix", default="")
args = parser.parse_args()
"""


@pytest.mark.parametrize(
    ("asked", "given", "reason"),
    [
        ("", "args.prefix", "unscoped when args.prefix is left out"),
        ("", "args.prefix or ''", "unscoped when args.prefix is left out"),
        ("if not args.prefix:\n    parser.error('which?')\n", "args.prefix", ""),
        ("if not args.prefix:\n    raise SystemExit\n", "args.prefix or ''", ""),
        ("", "f'tmp/{args.prefix}'", ""),
    ],
)
def test_an_option_that_is_empty_by_default_leaves_every_object(
    asked: str, given: str, reason: str
) -> None:
    code = (
        f"{AWS}{ARGUMENTS}{asked}"
        f"boto3.resource('s3').Bucket(args.bucket).objects.filter(Prefix={given}).delete()"
    )
    told = [one for one in effects(code) if isinstance(one, DataChange)]
    assert [one.reason for one in told if one.scope is not Scope.FILTERED] == (
        [reason] if reason else []
    )


def test_what_a_group_of_commands_puts_into_its_context_is_handed_to_them() -> None:
    code = """
    import boto3, click

    @click.group()
    @click.pass_context
    def cli(ctx):
        ctx.obj = boto3.client("rds")

    @cli.command()
    @click.argument("name")
    @click.pass_obj
    def retire(client, name):
        client.delete_db_cluster(DBClusterIdentifier=name, SkipFinalSnapshot=True)
    """
    told = [one for one in effects(code) if isinstance(one, ResourceChange)]
    assert [(one.kind, one.confidence) for one in told] == [("database cluster", Confidence.HIGH)]


@pytest.mark.parametrize(
    ("call", "opened"),
    [("self.options()", True), ("options()", True), ("self.others()", False)],
)
def test_arguments_that_a_function_puts_together_are_the_call_s(call: str, opened: bool) -> None:
    code = f"""
    import boto3

    def options():
        return {{"DBInstanceIdentifier": "shop", "PubliclyAccessible": True}}

    class Copy:
        def options(self):
            return {{"DBInstanceIdentifier": "shop", "PubliclyAccessible": True}}

        def others(self):
            return {{"DBInstanceIdentifier": "shop", "PubliclyAccessible": False}}

        def run(self):
            rds = boto3.client("rds")
            rds.restore_db_instance_from_db_snapshot(DBSnapshotIdentifier="a", **{call})
    """
    assert any(isinstance(one, PrivilegeChange) for one in effects(code)) is opened


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ("'countType': 'sinceImagePushed'", 1),
        ("'countType': 'imageCountMoreThan'", 0),
    ],
)
def test_images_that_go_by_their_age_whatever_they_are(counts: str, told: int) -> None:
    code = (
        f"{AWS}rule = {{'selection': {{'tagStatus': 'any', {counts}, 'countNumber': 9}}}}\n"
        "boto3.client('ecr').put_lifecycle_policy(repositoryName='shop',"
        " lifecyclePolicyText=json.dumps({'rules': [rule]}))"
    )
    assert len([one for one in effects(code) if isinstance(one, ResourceChange)]) == told


def test_a_binding_that_a_policy_is_given_may_let_everybody_in() -> None:
    code = (
        "from google.cloud import pubsub_v1\nclient = pubsub_v1.PublisherClient()\n"
        "policy = client.get_iam_policy(request=asked)\n"
        "policy.bindings.add(role='roles/pubsub.publisher', members=[{}])\n"
    )
    everybody = effects(code.format("'allUsers'"))
    assert [one.whom for one in everybody if isinstance(one, PrivilegeChange)] == [
        ("the internet",)
    ]
    assert effects(code.format("'user:a'  # not allUsers")) == []


@pytest.mark.parametrize(
    ("call", "lost"),
    [
        ("client('logs').put_retention_policy(logGroupName='a', retentionInDays=3)", 1),
        ("client('logs').put_retention_policy(logGroupName='a', retentionInDays=30)", 0),
        ("client('rds').modify_db_instance(DBInstanceIdentifier='a', BackupRetentionPeriod=1)", 1),
        ("client('rds').modify_db_instance(DBInstanceIdentifier='a', BackupRetentionPeriod=0)", 1),
        ("client('rds').modify_db_instance(DBInstanceIdentifier='a', BackupRetentionPeriod=14)", 0),
    ],
)
def test_what_is_kept_for_a_few_days_alone(call: str, lost: int) -> None:
    told = [one for one in effects(f"{AWS}boto3.{call}") if isinstance(one, ResourceChange)]
    assert len(told) == lost
