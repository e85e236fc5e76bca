"""Secrets of a store that an object keeps, and shows by a method of its own."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CredentialUse

CONFIG = """
import json
import logging
from google.cloud import secretmanager

logger = logging.getLogger("config")

class Config:
    def __init__(self):
        self._client = secretmanager.SecretManagerServiceClient()
        self._data = {{}}

    def load(self):
        reply = self._client.access_secret_version(request={{"name": "card"}})
        self._data = json.loads(reply.payload.data.decode("utf-8"))
        return self

    def summary(self):
        return {0}

config = Config().load()
logger.info("configured: %s", json.dumps(config.summary()))
"""


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("self._data", True),
        ("{key: value for key, value in self._data.items()}", True),
        ("[value for key, value in self._data.items() if key != 'mode']", True),
        ("{key: 'set' if value else 'missing' for key, value in self._data.items()}", False),
        ("sorted(self._data)", False),
        ("len(self._data)", False),
    ],
)
def test_what_an_object_keeps_of_a_store_goes_into_a_log(shown: str, told: bool) -> None:
    found = items(CONFIG.format(shown))
    assert any(isinstance(one, CredentialUse) for one in found) is told


FETCHED = """
import json, os
import boto3
import pulumi
from aws_cdk import CfnOutput
from github import Github, InputFileContent
config = pulumi.Config()
repo = Github(os.environ["GH_TOKEN"]).get_repo("acme/shop")
secret = boto3.client("secretsmanager").get_secret_value(SecretId="db")["SecretString"]
"""


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            "user.create_gist(True, {'a': InputFileContent(json.dumps(dict(os.environ)))})",
            "user.create_gist(True, {'a': InputFileContent(json.dumps(sorted(os.environ)))})",
        ),
        ("repo.create_issue(title='x', body=secret)", "repo.create_secret('DB', secret)"),
        (
            "repo.get_issue(7).create_comment(f'by {secret}')",
            "repo.get_issue(7).create_comment(f'by {len(secret)} letters')",
        ),
        ("sns.publish(TopicArn=topic, Message=secret)", "bus.publish('rotated', secret)"),
        (
            "logs.put_log_events(logEvents=[{'message': secret}])",
            "logs.put_log_events(logEvents=[{'message': 'rotated'}])",
        ),
        (
            "pulumi.export('password', config.require('dbPassword'))",
            "pulumi.export('password', config.require_secret('dbPassword'))",
        ),
        (
            "pulumi.export('password', pulumi.Output.unsecret(made.result))",
            "pulumi.export('password', made.result)",
        ),
        (
            "CfnOutput(self, 'P', value=db.secret.secret_value.unsafe_unwrap())",
            "CfnOutput(self, 'P', value=db.secret.secret_arn)",
        ),
        (
            "with open(os.environ['GITHUB_STEP_SUMMARY'], 'a') as page:\n    page.write(secret)",
            "with open('/run/secrets/db', 'w') as page:\n    page.write(secret)",
        ),
        (
            "print(boto3.client('kms').decrypt(CiphertextBlob=blob)['Plaintext'])",
            "print(boto3.client('kms').decrypt(CiphertextBlob=blob)['KeyId'])",
        ),
    ],
)
def test_pages_of_projects_topics_and_outputs_of_stacks(bad: str, good: str) -> None:
    def sent(code: str) -> bool:
        return any(isinstance(one, CredentialUse) for one in items(FETCHED + code))

    assert sent(bad)
    assert not sent(good)


ANSWERS = """
import boto3
reply = boto3.client("secretsmanager").get_secret_value(SecretId="db")
auth = boto3.client("ecr").get_authorization_token()["authorizationData"][0]

class Address:
    def __init__(self):
        self.kept = reply["SecretString"]

    def __str__(self):
        return f"postgresql://app:{0}@db/shop"
"""


@pytest.mark.parametrize(
    ("shown", "text", "told"),
    [
        ("reply", "***", True),
        ("reply['ARN']", "***", False),
        ("len(reply)", "***", False),
        ("auth", "***", True),
        ("auth['proxyEndpoint']", "***", False),
        ("Address()", "{self.kept}", True),
        ("Address()", "***", False),
    ],
)
def test_an_answer_as_a_whole_and_the_text_of_an_object(shown: str, text: str, told: bool) -> None:
    found = items(f"{ANSWERS.replace('{0}', text)}\nprint({shown})\n")
    assert any(isinstance(one, CredentialUse) for one in found) is told
