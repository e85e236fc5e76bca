"""`python -m guardrail`: the same as the `guardrail` command."""

import sys

from guardrail.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
