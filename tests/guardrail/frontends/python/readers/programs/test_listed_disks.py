"""Disks that a machine lists, and that a program writes over one after the other."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange

HEAD = """
import glob, json, subprocess, sys
from pathlib import Path

def blocks():
    listed = subprocess.check_output(["lsblk", "--json", "--paths"], text=True)
    return json.loads(listed)["blockdevices"]

def disks():
    for one in blocks():
        if one["type"] != "disk":
            continue
        yield one["name"]

def spare():
    for one in blocks():
        if one["type"] != "disk" or one.get("mountpoint"):
            continue
        yield one["name"]

"""


def written_over(code: str) -> bool:
    """Whether a program writes over each of the disks that there are."""
    found = items(HEAD + code)
    return any(isinstance(one, FileChange) and one.path.startswith("/dev/") for one in found)


@pytest.mark.parametrize(
    "code",
    [
        "for disk in disks():\n    subprocess.run(['mkfs.ext4', '-F', disk])",
        "for n, disk in enumerate(disks()):\n    subprocess.run(['sudo', 'mkfs.xfs', disk])",
        "for disk in glob.glob('/dev/sd?'):\n    subprocess.run(['wipefs', '-a', disk])",
        "for d in sorted(glob.glob('/dev/sd*')):\n    subprocess.run(f'wipefs -a {d}', shell=True)",
        "for d in Path('/dev').glob('sd?'):\n    subprocess.run(['dd', 'if=/dev/zero', f'of={d}'])",
        "for d in [b['name'] for b in blocks()]:\n    subprocess.run(['blkdiscard', d])",
    ],
)
def test_the_disk_of_the_system_is_among_all(code: str) -> None:
    assert written_over(code)


@pytest.mark.parametrize(
    "code",
    [
        "for disk in spare():\n    subprocess.run(['mkfs.ext4', '-F', disk])",
        "for d in glob.glob('/dev/sd?'):\n    if d in SPARE:\n        subprocess.run(['mkfs', d])",
        "for d in [b['name'] for b in blocks() if not b['sub']]:\n    subprocess.run(['mkfs', d])",
        "for disk in disks():\n    subprocess.run(['smartctl', '-a', disk])",
        "for disk in disks():\n    subprocess.run(['sgdisk', '--print', disk])",
        "subprocess.run(['mkfs.ext4', sys.argv[1]])",
    ],
)
def test_who_looks_what_a_disk_holds_picks(code: str) -> None:
    assert not written_over(code)
