"""`python -m guardrail`: the same as the `guardrail` command.

`-m` puts the working directory before everything that is installed. It is dropped here; what
Python itself imports before this line only `python -I -m guardrail` keeps from being the project's.
"""

import sys


def _start() -> int:
    if not sys.flags.safe_path:
        del sys.path[0]
    from guardrail.cli.main import main

    return main()


if __name__ == "__main__":
    sys.exit(_start())
