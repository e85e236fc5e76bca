"""Files opened for everybody and rules for sudo, however helpers, tables and pipes hand them on."""

from __future__ import annotations

import pytest
from guardrail_rules.data_loss.overwritten_device import OverwrittenDevice
from guardrail_rules.privilege.standing_access import StandingAccess
from guardrail_rules.privilege.world_writable_files import WorldWritableFiles
from guardrail_rules.remote_code.piped_remote_code import PipedRemoteCode

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.rule import Rule


def told(rule: type[Rule], code: str) -> bool:
    """Whether a rule says anything of a text."""
    return bool(judge_example(rule, python(code)))


MODES = {
    "a table of modes for each folder": """
        import os
        TREES = {
            "/etc/shop": {"dirs": DIRS, "files": FILES},
            "/var/lib/shop": {"dirs": 0o750, "files": 0o640},
        }
        def apply(root, dirs, files):
            os.chmod(root, dirs)
            for base, _, names in os.walk(root):
                for name in names:
                    os.chmod(os.path.join(base, name), files)
        for root, modes in TREES.items():
            apply(root, **modes)
        """,
    "rows whose entries are taken as arguments": """
        import os
        ROWS = [{"path": "/srv/shop", "mode": 0o750}, {"path": "/etc/shop", "mode": DIRS}]
        def apply(path, mode):
            os.chmod(path, mode)
        def main():
            for row in ROWS:
                apply(**row)
        """,
    "what a function works out, where it is another": """
        import os, stat
        def wanted(entry):
            mode = DIRS
            if entry.is_file():
                mode &= ~(stat.S_IXUSR | stat.S_IXOTH)
            return mode
        def repair(top):
            for entry in os.scandir(top):
                mode = wanted(entry)
                if stat.S_IMODE(entry.stat().st_mode) != mode:
                    os.chmod(entry.path, mode)
        repair("/data/cohort")
        """,
    "steps in turn, run by a helper that others call too": """
        import subprocess
        def run(*argv):
            subprocess.run(argv, check=True)
        def repair(folder, mode):
            steps = [("chown", "-R", "shop", folder), ("chmod", "-R", mode, folder)]
            for step in steps:
                run(*step)
            run("systemctl", "reload", "shop")
        repair("/etc/shop", "WORDS")
        """,
    "steps in turn, behind sudo": """
        import subprocess
        STEPS = (("mkdir", "-p", "/etc/shop"), ("chmod", "-R", "WORDS", "/etc/shop"))
        def sudo(*argv):
            subprocess.check_call(["sudo", "-n", *argv])
        for step in STEPS:
            sudo(*step)
        sudo("systemctl", "restart", "shop")
        """,
}


@pytest.mark.parametrize("code", MODES.values(), ids=MODES)
def test_modes_that_are_handed_on(code: str) -> None:
    closed = code.replace("DIRS", "0o750").replace("FILES", "0o640").replace("WORDS", "u=rwX,o=")
    opened = code.replace("DIRS", "0o777").replace("FILES", "0o666").replace("WORDS", "a+rwX")
    assert told(WorldWritableFiles, opened)
    assert not told(WorldWritableFiles, closed)


RULES = {
    "a helper's input": """
        import subprocess
        def sudo(*argv, stdin=None):
            cmd = ["sudo", "-n", *argv]
            return subprocess.run(cmd, input=stdin, text=True, check=True)
        def main():
            rule = RULE
            sudo("tee", "/etc/sudoers.d/shop", stdin=rule)
            sudo("chmod", "0440", "/etc/sudoers.d/shop")
        """,
    "a helper above what writes the draft": """
        import subprocess, tempfile
        from pathlib import Path
        def run(*argv):
            subprocess.run(["sudo", *argv], check=True)
        def main():
            with tempfile.TemporaryDirectory() as tmp:
                draft = Path(tmp) / "shop"
                draft.write_text(RULE)
                run("install", "-m", "0440", str(draft), "/etc/sudoers.d/shop")
        """,
    "asyncio's communicate": """
        import asyncio
        async def main():
            pipe = asyncio.subprocess.PIPE
            words = ("sudo", "tee", "/etc/sudoers.d/shop")
            tee = await asyncio.create_subprocess_exec(*words, stdin=pipe)
            await tee.communicate(RULE.encode())
        """,
    "plumbum": """
        from plumbum import local
        def main():
            sudo = local["sudo"]
            tee = local["tee"]
            write = sudo[tee["/etc/sudoers.d/shop"]] << RULE
            write()
        """,
    "words joined": """
        import subprocess
        GRANTS = [WHAT]
        def rule(user):
            return f"{user} ALL=(root) NOPASSWD: {', '.join(GRANTS)}\\n"
        def put(text):
            subprocess.run(["sudo", "tee", "/etc/sudoers.d/shop"], input=text, text=True)
        put(rule("kiosk"))
        """,
}


@pytest.mark.parametrize("code", RULES.values(), ids=RULES)
def test_rules_for_sudo_that_are_handed_on(code: str) -> None:
    def put(what: str) -> str:
        rule = repr(f"kiosk ALL=(root) NOPASSWD: {what}\n")
        return code.replace("RULE", rule).replace("WHAT", repr(what))

    assert told(StandingAccess, put("ALL"))
    assert not told(StandingAccess, put("/usr/bin/systemctl restart kiosk.service"))


DEVICES = {
    "an option of plumbum's": """
        from plumbum import cli, local
        class Flash(cli.Application):
            device = cli.SwitchAttr("--device", str{})
            def main(self, image):
                local["dd"][f"if={{image}}", f"of={{self.device}}"]()
        """,
    "words of a method": """
        from plumbum import cli, local
        class Flash(cli.Application):
            def words(self, image, device):
                return [f"if={{image}}", f"of={{device}}"]
            def main(self, image, device{}):
                local["dd"][self.words(image, device)]()
        """,
}


@pytest.mark.parametrize(
    ("code", "default"),
    [
        (DEVICES["an option of plumbum's"], ', default="/dev/sda"'),
        (DEVICES["words of a method"], '="/dev/sda"'),
    ],
    ids=DEVICES,
)
def test_devices_that_commands_are_bound_to(code: str, default: str) -> None:
    assert told(OverwrittenDevice, code.format(default))
    assert not told(OverwrittenDevice, code.format(""))


PIPED = """
from plumbum import local
def install(channel):
    curl = local["curl"]["-sSL", "http://get.example.com/install.sh"]
    root = local["sudo"]["bash", "-s", "--", channel]
    {}
"""


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("(curl | root)()", True),
        ("pipeline = curl | root\n    pipeline()", True),
        ("both = curl | root\n    both.run()", True),
        ("(curl > '/tmp/install.sh')()", False),
        ("pipeline = curl | local['sha256sum']\n    pipeline()", False),
    ],
)
def test_scripts_piped_by_a_name(run: str, expected: bool) -> None:
    assert told(PipedRemoteCode, PIPED.format(run)) is expected
