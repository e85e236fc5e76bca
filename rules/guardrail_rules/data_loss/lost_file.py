"""The rule `lost-file`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.context import Context
from guardrail.effects import FileChange, Recoverable, Verb
from guardrail.example import python, shell, sql
from guardrail.kept_files import KEY, kept_in, names_originals
from guardrail.model import Category, Environment, Finding, Level
from guardrail.rule import Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.circumstances import weighed

_DONE = {Verb.DELETE: "is deleted", Verb.OVERWRITE: "is written over"}


class LostFile(Rule):
    """A file that exists once is deleted or written over: a key, settings, secrets, a log, data.

    ## Why it matters

    No repository holds it and nothing makes it anew. With a private key everything is lost that
    only it opens; with `.env` the passwords that nobody else wrote down; with `~/.bashrc` or
    `~/.kube/config` whatever other programs had put there. A data frame that is written over the
    file it was read from takes the rows and columns with it that were left out on the way. A file
    of many entries that is opened with mode `w` for each of them has lost all those before.

    ## Do this instead

    Add to the file, or read it and write back what was there with the change. Stop where it exists
    already, or make a copy first. Write keys and settings of a program to files of its own, and
    cleaned data beside the raw ones.
    """

    name = "lost-file"
    category = Category.DATA_LOSS
    level = Level.WARNING
    judges = (FileChange,)

    bad = (
        python(
            "import os\n\nwith open(os.path.expanduser('~/.bashrc'), 'w') as f:\n    f.write(L)"
        ),
        python("from pathlib import Path\n\n(Path.home() / '.ssh' / 'id_rsa').write_text(key)"),
        python("import os\n\nos.remove('.env')"),
        python(
            """\
            import pandas as pd

            gauges = pd.read_csv("/mnt/quality/register.csv")
            overdue = gauges[gauges["due"] < today]
            overdue.to_csv("/mnt/quality/register.csv")
            """
        ),
        python("open('/var/log/audit/audit.log', 'w').close()"),
        python(
            """\
            import h5py

            def record(scan, frames):
                with h5py.File("/data/campaign.h5", "w") as file:
                    file.create_dataset(scan, data=frames)
            """
        ),
        sql(
            "COPY (SELECT * FROM 'a.parquet' WHERE n = 3) TO 'a.parquet' (FORMAT parquet)",
            dialect="duckdb",
        ),
        python(
            """\
            from pathlib import Path

            for path in Path("/lake/raw/meters").glob("*.csv"):
                path.write_text(rounded(path.read_text()))
            """
        ),
        python(
            """\
            from pathlib import Path
            from cryptography.fernet import Fernet

            Path("/var/lib/shop/field.key").write_bytes(Fernet.generate_key())
            """
        ),
        shell("rm ~/.ssh/id_ed25519"),
        shell("rm terraform.tfstate"),
        shell(": > /var/log/auth.log"),
    )
    good = (
        python(
            "import os\n\nwith open(os.path.expanduser('~/.bashrc'), 'a') as f:\n    f.write(L)"
        ),
        python(
            """\
            from pathlib import Path

            rc = Path.home() / ".bashrc"
            rc.write_text(rc.read_text() + LINE)
            """
        ),
        python(
            """\
            from pathlib import Path

            key = Path.home() / ".ssh" / "id_rsa"
            if not key.exists():
                key.write_text(made)
            """
        ),
        python(
            """\
            import shutil

            shutil.copy("/etc/hosts", "/etc/hosts.bak")
            with open("/etc/hosts", "w") as hosts:
                hosts.write(text)
            """
        ),
        python(
            """\
            import pandas as pd

            gauges = pd.read_csv("/mnt/quality/register.csv")
            overdue = gauges[gauges["due"] < today]
            overdue.to_csv("/mnt/quality/overdue.csv")
            """
        ),
        python(
            """\
            import h5py

            def record(scan, frames):
                with h5py.File("/data/campaign.h5", "a") as file:
                    file.create_dataset(scan, data=frames)
            """
        ),
        python("import os\n\nos.remove('.env.example')"),
        python(
            """\
            from pathlib import Path

            for path in Path("/lake/raw/meters").glob("*.csv"):
                Path("/lake/clean/meters", path.name).write_text(rounded(path.read_text()))
            """
        ),
        python(
            """\
            from cryptography.fernet import Fernet

            with open("/var/lib/shop/field.key", "xb") as file:
                file.write(Fernet.generate_key())
            """
        ),
        shell("rm ~/.ssh/id_ed25519.pub"),
        shell("cp renewed.key /etc/ssl/private/shop.key"),
        shell("echo 'x' >> ~/.bashrc"),
    )

    def judge(self, change: FileChange, context: Context) -> Iterator[Finding]:
        """A single file of those that are known, and nothing that keeps what it held."""
        if change.partly:
            message = (
                f"{_named(change, 'a file')} is written over with a part of what was read from it"
            )
            if change.language == "sql":
                # Where the database is says nothing of the file: DuckDB's may be in memory.
                change = replace(change, environment=Environment())
            yield from weighed(self, change, context, message)
            return
        if change.begun:
            named = _named(change, "a file of many entries")
            message = f"{named} is emptied {change.begun}"
            yield from weighed(self, change, context, message)
            return
        done = _DONE.get(change.verb)
        if change.because and done:
            message = f"{_named(change, 'a file')} {done}, and {change.because}"
            yield from weighed(self, change, context, message)
            return
        if change.verb is Verb.OVERWRITE and names_originals(change.path):
            if change.recoverable is Recoverable.NO and not context.in_test:
                message = f"{change.path}, what others are made from, is written over in place"
                yield from weighed(self, change, context, message)
            return
        held = kept_in(change.path) if done and not change.recursive else ""
        if held == KEY and change.verb is Verb.OVERWRITE and change.language != "python":
            return  # the command doesn't say whether it is a new one
        if held and change.recoverable is Recoverable.NO:
            yield from weighed(self, change, context, f"{change.path}, {held}, {done}")


def _named(change: FileChange, otherwise: str) -> str:
    """What a message calls a file, also where its path is only known at run time."""
    unknown = not change.path or HOLE_WORD in change.path or "${" in change.path
    return otherwise if unknown else change.path
