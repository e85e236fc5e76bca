"""Whether something picked which of many resources are deleted, or the program made them."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange

EC2 = "import boto3\nec2 = boto3.client('ec2')\n"


def chosen(code: str) -> list[str]:
    """What picked each resource that the code deletes."""
    return [item.chosen for item in items(code) if isinstance(item, ResourceChange)]


@pytest.mark.parametrize(
    ("listing", "told"),
    [
        ("OwnerIds=['self']", ""),
        ("Filters=[{'Name': 'status', 'Values': ['completed']}]", ""),
        ("Filters=[{'Name': 'tag:by', 'Values': ['nightly']}]", "label"),
        ("Filters=WANTED", "label"),
    ],
)
def test_a_filter_of_the_listing_picks_by_more_than_a_state(listing: str, told: str) -> None:
    code = (
        f"{EC2}WANTED = [{{'Name': 'tag:by', 'Values': ['nightly']}}]\n"
        f"for page in ec2.get_paginator('describe_snapshots').paginate({listing}):\n"
        "    for one in page['Snapshots']:\n"
        "        ec2.delete_snapshot(SnapshotId=one['SnapshotId'])\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("if one['StartTime'] > cutoff:\n        continue", "age"),
        ("if one['State'] != 'completed':\n        continue", ""),
        ("if not one['Name'].startswith('nightly-'):\n        continue", "name"),
        ("if one['Name'].startswith('prod-'):\n        continue", ""),
        ("if 'ephemeral' not in one['Tags']:\n        continue", "label"),
        ("if 'keep' in one['Tags']:\n        continue", ""),
        ("if one['Labels']['env'] != 'ci':\n        continue", "label"),
        ("if one['Labels']['env'] != 'production':\n        continue", ""),
        ("if not one['Name'].startswith('prod-'):\n        continue", ""),
        ("if not is_old(one):\n        continue", "age"),
        ("print(one)", ""),
    ],
)
def test_a_condition_in_the_loop_picks_by_a_label_a_name_or_an_age(
    condition: str, told: str
) -> None:
    code = (
        f"{EC2}def is_old(one):\n    return one['StartTime'] < cutoff\n\n"
        "for one in ec2.describe_snapshots()['Snapshots']:\n"
        f"    {condition}\n"
        "    ec2.delete_snapshot(SnapshotId=one['SnapshotId'])\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("ids = [one['Id'] for one in everything()]", ""),
        ("ids = [one['Id'] for one in everything() if one['StartTime'] < cutoff]", "age"),
        ("ids = sorted(everything())[:-5]", "age"),
        ("ids = everything()[0:100]", ""),
        ("ids = [o for o in everything() if 'ephemeral' in o['tags']]", "label"),
        ("ids = list(filter(lambda o: o['age'] > 3, everything()))", "age"),
        ("ids = ec2.run_instances(MaxCount=1)['Instances']", "made"),
        ("ids = ec2.describe_instances()", ""),
    ],
)
def test_what_is_picked_before_is_followed_through_names(code: str, told: str) -> None:
    listed = "def everything():\n    return ec2.describe_instances()['Reservations']\n\n"
    assert chosen(f"{EC2}{listed}{code}\nec2.terminate_instances(InstanceIds=ids)\n") == [told]


def test_and_through_methods_parameters_and_lists_that_grow() -> None:
    code = (
        f"{EC2}class Fleet:\n    def old(self):\n        found = []\n"
        "        for one in ec2.describe_instances()['Reservations']:\n"
        "            if one['LaunchTime'] < cutoff:\n                found.append(one['Id'])\n"
        "        return found\n\n"
        "    def drop(self, ids):\n        ec2.terminate_instances(InstanceIds=ids)\n\n"
        "    def run(self):\n        self.drop(self.old())\n"
    )
    assert chosen(code) == ["age"]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("ec2.create_volume(Name=name)", "made"),
        ("ec2.create_tags(Resources=[name])", ""),
        ("ec2.create_snapshot(VolumeId=name)", "made"),
        ("ec2.create_volume(Description=f'instead of {name}')", ""),
        ("ec2.create_volume(Name=name, exist_ok=True)", ""),
    ],
)
def test_what_the_function_made_or_copied_before_is_its_own(before: str, told: str) -> None:
    code = f"{EC2}def f(name):\n    {before}\n    ec2.delete_volume(VolumeId=name)\n"
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("listing", "told"),
    [
        ("client.servers.get_all()", ""),
        ("client.servers.get_all(label_selector='role=ci')", "label"),
        ("client.servers.get_all(label_selector=None)", ""),
    ],
)
def test_so_is_what_an_object_of_a_library_was_picked_by(listing: str, told: str) -> None:
    code = f"from hcloud import Client\nclient = Client(token=t)\nfor one in {listing}:\n"
    assert chosen(f"{code}    one.delete()\n") == [told]


@pytest.mark.parametrize(("status", "told"), [("UNTAGGED", "label"), ("TAGGED", ""), ("ANY", "")])
def test_images_without_a_tag_are_picked_those_with_one_are_not(status: str, told: str) -> None:
    code = (
        "import boto3\necr = boto3.client('ecr')\n"
        f"found = ecr.list_images(repositoryName='shop', filter={{'tagStatus': '{status}'}})\n"
        "ecr.batch_delete_image(repositoryName='shop', imageIds=found['imageIds'])\n"
    )
    assert chosen(code) == [told]


def test_a_label_says_more_than_an_age() -> None:
    code = (
        "import gcsfs\nfs = gcsfs.GCSFileSystem()\nfor folder in fs.glob(f'{ROOT}/tmp/*'):\n"
        "    if day(folder) < border:\n        fs.rm(folder, recursive=True)\n"
    )
    assert chosen(code) == ["label"]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("if name not in closed:\n        continue", "label"),
        ("if name not in given:\n        continue", "name"),
        ("if one['StackName'] != given[0]:\n        continue", "name"),
        ("if name in kept:\n        continue", ""),
        ("if name != 'toolkit':\n        print(name)", ""),
        ("if one['StackStatus'] not in ('CREATE_COMPLETE', 'FAILED'):\n        continue", ""),
    ],
)
def test_so_does_a_list_on_which_the_name_of_each_is_looked_up(condition: str, told: str) -> None:
    code = (
        "import sys, boto3\ncfn = boto3.client('cloudformation')\n"
        "given = sys.argv[1:]\nclosed = {f'preview-{n}' for n in given}\n"
        "for one in cfn.describe_stacks()['Stacks']:\n    name = one['StackName']\n"
        f"    {condition}\n    cfn.delete_stack(StackName=name)\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("ec2.instances.filter(Filters=[{'Name': 'tag:ephemeral', 'Values': ['yes']}])", "label"),
        ("ec2.instances.all()", ""),
    ],
)
def test_ids_that_a_function_takes_out_of_a_listing_keep_what_picked_it(
    listed: str, told: str
) -> None:
    code = (
        "import boto3\nec2 = boto3.resource('ec2')\n"
        "def ids_of(found):\n    return [one.id for one in found]\n\n"
        f"ids = ids_of({listed})\nec2.instances.filter(InstanceIds=ids).terminate()\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("given", "told"), [("name='^itest-'", "label"), ("name=None", ""), ("", "")]
)
def test_a_listing_that_is_given_a_name_picks_by_it(given: str, told: str) -> None:
    code = (
        "import openstack\nconn = openstack.connect()\n"
        f"for one in conn.compute.servers({given}):\n    conn.compute.delete_server(one)\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("skip", "told"), [("if not one['Name'].startswith(mine)", "name"), ("if 0", "")]
)
def test_what_a_document_tells_to_delete_is_picked_where_the_document_grows(
    skip: str, told: str
) -> None:
    code = (
        "import boto3\ndns = boto3.client('route53')\nchanges = []\n"
        "for one in dns.list_resource_record_sets(HostedZoneId=zone)['ResourceRecordSets']:\n"
        f"    {skip}:\n        continue\n"
        "    changes.append({'Action': 'DELETE', 'ResourceRecordSet': one})\n"
        "dns.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={'Changes': changes})\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("given", "told"),
    [("", ""), (", prefix='/ci/'", "name"), (", prefix='/ci/ephemeral-'", "label")],
)
def test_a_prefix_that_a_listing_function_is_given_picks(given: str, told: str) -> None:
    code = (
        "import boto3\nlogs = boto3.client('logs')\n"
        "def groups(client, prefix=None):\n    asked = {'logGroupNamePrefix': prefix} if prefix"
        " else {}\n    yield from client.describe_log_groups(**asked)['logGroups']\n\n"
        f"for one in groups(logs{given}):\n"
        "    logs.delete_log_group(logGroupName=one['logGroupName'])\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("request = compute_v1.AggregatedListInstancesRequest(project=p)", ""),
        ("request = {'project': p, 'filter': 'labels.run=7'}", "label"),
        (
            (
                "request = compute_v1.AggregatedListInstancesRequest(project=p)\n"
                "request.filter = f'labels.run={run}'"
            ),
            "label",
        ),
    ],
)
def test_a_filter_in_a_request_does_too(asked: str, told: str) -> None:
    code = (
        "from google.cloud import compute_v1\nclient = compute_v1.InstancesClient()\n"
        f"{asked}\nfor zone, scoped in client.aggregated_list(request=request):\n"
        "    for one in scoped.instances:\n"
        "        client.delete(project=p, zone=zone, instance=one.name)\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("if branch.name not in merged", "label"),
        ("if repo.compare('main', branch.name).ahead_by > 0", "label"),
        ("if repo.compare('main', branch.name).ahead_by == 0", ""),
        ("if branch.protected", ""),
    ],
)
def test_branches_that_were_merged_are_picked(condition: str, told: str) -> None:
    code = (
        "from github import Github\nrepo = Github(token).get_repo('acme/shop')\n"
        "merged = {one.head.ref for one in repo.get_pulls(state='closed') if one.merged_at}\n"
        f"for branch in repo.get_branches():\n    {condition}:\n        continue\n"
        "    repo.get_git_ref(f'heads/{branch.name}').delete()\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ("ec2.create_volume(Size=1)", "made"),
        ("ec2.create_volume(Size=1, exist_ok=True)", ""),
        ("ec2.create_volume(Size=1) or ec2.create_volume(Size=2)", "made"),
        ("ec2.describe_volume(name) or ec2.create_volume(Size=1)", ""),
    ],
)
def test_what_may_have_been_there_before_was_not_made(made: str, told: str) -> None:
    code = f"{EC2}def f(name):\n    one = {made}\n    ec2.delete_volume(VolumeId=one['VolumeId'])\n"
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("calls", "told"),
    [
        ("drop(old())\n", ["age"]),
        ("drop(old())\ndrop(every())\n", ["", "age"]),
    ],
)
def test_every_caller_has_to_pick(calls: str, told: list[str]) -> None:
    code = (
        f"{EC2}def every():\n    return [one for one in ec2.describe_instances()['Instances']]\n\n"
        "def old():\n    return [one for one in every() if one['LaunchTime'] < cutoff]\n\n"
        "def drop(ids):\n    ec2.terminate_instances(InstanceIds=ids)\n\n"
        f"{calls}"
    )
    assert chosen(code) == told


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ("['ci']", "label"),
        ("['production']", ""),
        ("['prod', 'staging']", ""),
        ("['not-production']", "label"),
        ("['reproduction']", "label"),
    ],
)
def test_who_picks_production_picks_what_must_stay(values: str, told: str) -> None:
    code = (
        f"{EC2}WANTED = [{{'Name': 'tag:env', 'Values': {values}}}]\n"
        "for one in ec2.describe_volumes(Filters=WANTED)['Volumes']:\n"
        "    ec2.delete_volume(VolumeId=one['VolumeId'])\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("selector", "told"),
    [("'role=ci'", "label"), ("'env=prod'", ""), ("'env!=prod'", "label")],
)
def test_a_selector_may_leave_production_out(selector: str, told: str) -> None:
    code = (
        "from hcloud import Client\nclient = Client(token=t)\n"
        f"for one in client.servers.get_all(label_selector={selector}):\n    one.delete()\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ("sys.argv[1:]", ""),
        ("sys.argv[1:] or ['i-0a1b']", ""),
        ("sorted(found, key=by_age)[3:]", "age"),
        ("found[:-KEEP]", "age"),
    ],
)
def test_what_is_typed_is_not_what_is_old(ids: str, told: str) -> None:
    code = (
        f"import sys\n{EC2}def drop(ids):\n    ec2.terminate_instances(InstanceIds=ids)\n\n"
        f"def main(found):\n    drop({ids})\n"
    )
    assert chosen(code) == [told]


OPTIONAL = """\
import boto3

def flow():
    def find(role{default}):
        filters = [{{"Name": "instance-state-name", "Values": ["running"]}}]
        if role:
            filters.append({{"Name": "tag:role", "Values": [role]}})
        pages = boto3.client("ec2").get_paginator("describe_instances").paginate(Filters=filters)
        return [one["InstanceId"] for page in pages for one in page["Instances"]]

    def end(ids):
        boto3.client("ec2").terminate_instances(InstanceIds=ids)

    end(find({given}))
"""


@pytest.mark.parametrize(
    ("default", "given", "chosen"),
    [
        ("=None", "role='runner'", "role"),
        ("=None", "", ""),
        ("=''", "", ""),
        ("='runner'", "", "role"),
        ("", "'runner'", "role"),
    ],
)
def test_a_label_that_a_filter_has_only_if_it_is_given(
    default: str, given: str, chosen: str
) -> None:
    found = items(OPTIONAL.format(default=default, given=given))
    assert [one.chosen for one in found if isinstance(one, ResourceChange)] == [chosen]


def test_a_namespace_in_which_things_were_made_says_not_which_go() -> None:
    code = (
        "from kubernetes import client\napi = client.CoreV1Api()\n"
        "api.create_namespaced_persistent_volume_claim(NAMESPACE, body)\n"
        "api.delete_collection_namespaced_persistent_volume_claim(NAMESPACE{0})\n"
    )
    assert chosen(code.format("")) == [""]
    assert chosen(code.format(", label_selector=f'run={run}'")) in (["label"], [])


_LISTED = "for one in ec2.describe_snapshots()['Snapshots']:\n"
_DELETED = "    ec2.delete_snapshot(SnapshotId=one['SnapshotId'])\n"


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("if one['StartTime'] > cutoff:\n        continue", "age"),
        ("if one['StartTime'] < cutoff:\n        continue", ""),
        ("if not one['StartTime'] > cutoff:\n        continue", ""),
        ("if cutoff > one['StartTime']:\n        continue", ""),
        ("if one['StartTime'] >= now - timedelta(days=KEEP):\n        continue", "age"),
        ("if one['StartTime'] <= now - timedelta(days=KEEP):\n        continue", ""),
        ("if (now - one['StartTime']).days < 30:\n        continue", "age"),
        ("if (now - one['StartTime']).days > 30:\n        continue", ""),
        ("age = now - one['StartTime']\n    if age <= timedelta(days=7):\n        continue", "age"),
        ("age = now - one['StartTime']\n    if age >= timedelta(days=7):\n        continue", ""),
        ("if one['ExpiresAt'] > now:\n        continue", "age"),
    ],
)
def test_what_was_made_last_is_not_picked_by_its_age(condition: str, told: str) -> None:
    code = (
        f"{EC2}now = datetime.now(UTC)\ncutoff = now - timedelta(days=30)\n{_LISTED}"
        f"    {condition}\n{_DELETED}"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("if team:\n    ids = list_tagged(team)\nelse:\n    ids = ec2.describe_instances()", ""),
        ("ids = list_tagged(team) if team else ec2.describe_instances()", ""),
        ("ids = list_tagged(team) or ec2.describe_instances()", ""),
        ("ids = list_tagged(team) or []", "label"),
        ("ids = list_tagged(team) if team else []", "label"),
        ("ids = []\nif team:\n    ids = list_tagged(team)", "label"),
        ("ids = list_tagged(team)\nids = sorted(ids)", "label"),
        ("ids = sorted(ec2.describe_instances(), key=age)[1:]", "age"),
        ("ids = ec2.describe_instances()[1:]", ""),
        ("ids = out.splitlines()[1:]", ""),
        ("ids = name[len(prefix):]", ""),
    ],
)
def test_what_nothing_picked_on_one_of_several_ways_may_be_everything(code: str, told: str) -> None:
    code = f"{EC2}def sweep(team, out, name, prefix):\n" + "".join(
        f"    {line}\n" for line in f"{code}\nec2.terminate_instances(InstanceIds=ids)".splitlines()
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("s3.create_bucket(Bucket=name)", "made"),
        ("if name not in names:\n        s3.create_bucket(Bucket=name)", ""),
        ("s3.head_bucket(Bucket=name)", ""),
    ],
)
def test_what_is_made_only_where_it_is_missing_may_have_been_there(before: str, told: str) -> None:
    code = (
        f"import boto3\ns3 = boto3.client('s3')\ndef rotate(name, names):\n    {before}\n"
        "    s3.delete_bucket(Bucket=name)\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("listing", "told"),
    [
        ("Filters=[{'Name': 'tag:env', 'Values': [ENV]}]", ""),
        ("Filters=[{'Name': 'tag:env', 'Values': [env]}]", ""),
        ("Filters=[{'Name': 'tag:env', 'Values': [TEAM]}]", "label"),
        ("Filters=[{'Name': 'tag:Name', 'Values': ['*']}]", ""),
    ],
)
def test_a_label_that_a_name_says_is_production_picks_what_must_stay(
    listing: str, told: str
) -> None:
    code = (
        f"{EC2}ENV = 'production'\nTEAM = 'ci'\ndef sweep(env='prod'):\n"
        f"    for one in ec2.describe_snapshots({listing})['Snapshots']:\n"
        "        ec2.delete_snapshot(SnapshotId=one['SnapshotId'])\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("one.tags", ""),
        ("len(one['Tags']) > 0", ""),
        ("'ci' in one.tags", "label"),
        ("one.tags.get('by') == 'ci'", "label"),
    ],
)
def test_that_something_has_a_label_at_all_picks_nothing(condition: str, told: str) -> None:
    code = (
        f"{EC2}for one in ec2.describe_snapshots()['Snapshots']:\n    if {condition}:\n"
        "        ec2.delete_snapshot(SnapshotId=one['SnapshotId'])\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("one['Name'] in PROTECTED", ""),
        ("one['Name'] not in PROTECTED", ""),
        ("one['Name'] in PRODUCTION_NAMES", ""),
        ("one['Name'] in OBSOLETE", "label"),
        ("one['Tags'].get('keep') == 'true'", ""),
        ("one['Tags'].get('keep') == 'false'", "label"),
        ("one['Labels']['env'] == 'live'", ""),
        ("one['Name'].startswith('live-')", ""),
        ("one['Tags'].get('owner')", ""),
        ("one['Tags'].get('ttl')", "label"),
        ("datetime.now().hour < 6", ""),
        ("date.today().weekday() >= 5", ""),
        ("one['StartTime'] > '2020-01-01'", ""),
        ("one['StartTime'] < '2020-01-01'", "age"),
        ("one['StartTime'] > datetime(2020, 1, 1)", ""),
    ],
)
def test_what_must_stay_and_the_time_of_day_pick_nothing(condition: str, told: str) -> None:
    code = (
        f"{EC2}PROTECTED = {{'a', 'b'}}\nOBSOLETE = {{'c'}}\n"
        f"for one in ec2.describe_snapshots()['Snapshots']:\n    if {condition}:\n"
        "        ec2.delete_snapshot(SnapshotId=one['SnapshotId'])\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("prefix", "told"),
    [
        ("f'tmp:{run}:'", "label"),
        ("f'orders:{run}:'", "name"),
        ("f'{run}:'", ""),
        ("run", ""),
        ("''", ""),
    ],
)
def test_a_prefix_says_what_is_known_of_it(prefix: str, told: str) -> None:
    code = (
        "from cloudflare import Cloudflare\nclient = Cloudflare()\n"
        "def clear(run):\n"
        f"    names = [k.name for k in client.kv.namespaces.keys.list('n', prefix={prefix})]\n"
        "    for name in names:\n"
        "        client.kv.namespaces.values.delete(name, namespace_id='n')\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("filter_string=\"name LIKE 'ci-smoke-%'\"", "label"),
        ("filter_string=\"name = 'demo'\"", "label"),
        ("filter_string=\"name LIKE 'shop-%'\"", ""),
        ('filter_string="metrics.pr > 0.5"', ""),
        ("name_pattern='^scratch_'", "label"),
        ("name_pattern='shop_.*'", "name"),
        ("name_pattern='.*'", ""),
        ("name_pattern=None", ""),
    ],
)
def test_a_filter_that_is_a_text_and_a_pattern_of_names(asked: str, told: str) -> None:
    code = (
        "import mlflow\nclient = mlflow.MlflowClient()\n"
        f"for one in client.search_registered_models({asked}):\n"
        "    client.delete_registered_model(one.name)\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("selector", "told"),
    [
        ("role=world", "role"),
        ("app=shop,tier in (web)", "role"),
        ("app.kubernetes.io/name=shop", "role"),
        ("role=world,state=drained", "label"),
        ("role=preview", "label"),
        ("app=shop,pr=7", "label"),
        ("ephemeral", "label"),
    ],
)
def test_a_label_of_what_all_of_a_sort_are_for_says_little(selector: str, told: str) -> None:
    code = (
        "from hcloud import Client\nclient = Client(token=token)\n"
        f"for one in client.servers.get_all(label_selector={selector!r}):\n"
        "    client.servers.rebuild(one, image=image)\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("tag", "values", "told"),
    [("Role", "web", "role"), ("Role", "preview", "label"), ("lease", "over", "label")],
)
def test_a_tag_of_a_role_too(tag: str, values: str, told: str) -> None:
    listed = f"Filters=[{{'Name': 'tag:{tag}', 'Values': ['{values}']}}]"
    code = (
        f"{EC2}for one in ec2.describe_volumes({listed})['Volumes']:\n"
        "    ec2.delete_volume(VolumeId=one['VolumeId'])\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("kind", "filters", "told"),
    [
        ("volumes", {"dangling": True}, ""),
        ("volumes", {"dangling": True, "label": "ci.job"}, "label"),
    ],
)
def test_what_nothing_uses_just_now_may_hold_data(
    kind: str, filters: dict[str, object], told: str
) -> None:
    code = (
        "import docker\nclient = docker.from_env()\n"
        f"for one in client.{kind}.list(filters={filters}):\n    one.remove(force=True)\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("self.ec2.create_snapshot(VolumeId=self.volume)", "made"),
        ("self.ec2.create_snapshot(**{'VolumeId': self.volume})", "made"),
        ("self.ec2.create_snapshot(VolumeId=self.other)", ""),
    ],
)
def test_a_copy_of_what_an_object_keeps_is_seen(before: str, told: str) -> None:
    code = (
        "import boto3\nclass Old:\n    def __init__(self, volume):\n"
        "        self.ec2, self.volume = boto3.client('ec2'), volume\n    def drop(self):\n"
        f"        {before}\n        self.ec2.delete_volume(VolumeId=self.volume)\n"
    )
    assert chosen(code) == [told]
