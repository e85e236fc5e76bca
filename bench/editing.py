"""What is edited when the editor is measured, and what a server's processes cost."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from statistics import quantiles

from tools.language_client import Client

PLAIN = """
def step_{n}(cur, user_id):
    \"\"\"Works on the orders of one user.\"\"\"
    rows = []
    for row in range(10):
        rows.append(row * {n})
    total = sum(rows)
    if total > {n}:
        return {{"a": total, "b": rows}}
    return None
"""
SQL = """
def query_{n}(cur, user_id):
    \"\"\"Asks the database about one user.\"\"\"
    cur.execute("SELECT id, name FROM users WHERE id = %s", (user_id,))
    rows = cur.fetchall()
    cur.execute("UPDATE accounts SET balance = balance - 1 WHERE id = %s", (user_id,))
    for row in rows:
        print(row)
    # a comment about {n}
    return rows
"""


def source(lines: int) -> str:
    """A Python file with SQL in every fourth function."""
    parts = [(SQL if n % 4 == 0 else PLAIN).format(n=n) for n in range(lines // 11)]
    return (
        "import os\n" + "".join(parts) + "\ndef bad(cur):\n    cur.execute('DELETE FROM users')\n"
    )


def p95(seconds: list[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return quantiles(seconds, n=20)[-1] * 1000


def family(client: Client) -> list[int]:
    """The server and its analysis process."""
    asked = ["ps", "-o", "pid=", "--ppid", str(client.process.pid)]
    listed = subprocess.run(asked, capture_output=True, text=True, check=True)
    return [client.process.pid, *map(int, listed.stdout.split())]


def resident(pid: int) -> int:
    """The memory of a process, in kB. Linux."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def busy(pid: int) -> float:
    """The seconds of processor time that a process has used. Linux."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
