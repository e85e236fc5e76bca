"""Where a text stands that developers run on machines of their own, or learn from."""

from __future__ import annotations

from functools import lru_cache

from guardrail.patterns import late

_FOLDERS = frozenset(
    (
        *("dev", "develop", "development", "devel", "devtools", "dev-tools", "dev_tools"),
        *("devcontainer", ".devcontainer", "dev-env", "devenv", "dev-project"),
        *("tutorial", "tutorials", "example", "examples", "demo", "demos", "samples"),
        *("local_data", "molecule", "noxfiles"),
        *("bench", "benchmark", "benchmarks", "profiling"),
        *("local-dev", "local_dev", "localdev", "regtest", "sandbox", "playground"),
    )
)
_WORDS = frozenset(
    (
        *("dev", "develop", "development", "devel", "devcontainer", "regtest", "noxfile"),
        *("sample", "samples", "example", "examples", "demo"),
    )
)
_AMBIGUOUS = frozenset(("sample", "samples"))
_CI_WORD = "ci"
_CI_SERVERS = frozenset(("jenkins", "travis", "circleci", "buildkite"))
"""What the scripts are named for that these run: `jenkins-run.sh`."""
_WORD = late(r"[a-z0-9]+")


_CI = (
    ".github/",
    ".gitlab-ci",
    ".circleci/",
    "azure-pipelines",
    "bitbucket-pipelines",
    "jenkinsfile",
)


def in_ci(path: str) -> bool:
    """Whether the text runs where nobody can be asked: a workflow of CI."""
    return path.lower().startswith(_CI)


_IMAGES = frozenset(("docker", "dockerfiles", "container", "containers", "rootfs"))
_STARTS = frozenset(("entrypoint", "dockerfile", "containerfile"))


def of_image(path: str) -> bool:
    """Whether the script is one of a container's image, which has its files to itself."""
    *folders, name = path.lower().split("/")
    return not _IMAGES.isdisjoint(folders) or not _STARTS.isdisjoint(_WORD.findall(name))


@lru_cache(maxsize=4_000)
def for_development(path: str) -> bool:
    """Whether the path says that its text is for developers' own machines: `dev/reset.sh`.

    So are examples, whose readers have no data yet, and the scripts of a folder for CI.
    """
    *folders, name = path.lower().split("/")
    if any(folder in _FOLDERS or _CI_WORD in _WORD.findall(folder) for folder in folders):
        return True
    return not (_WORDS | _CI_SERVERS).isdisjoint(_WORD.findall(name))


def on_own_machine(path: str) -> bool:
    """Whether it surely is: not what is for CI, whose output and connections others share.

    A laboratory's program has samples too.
    """
    *folders, name = path.lower().split("/")
    words = _WORD.findall(name)
    if _CI_WORD in words or any(_CI_WORD in _WORD.findall(folder) for folder in folders):
        return False
    return not _FOLDERS.isdisjoint(folders) or not (_WORDS - _AMBIGUOUS).isdisjoint(words)
