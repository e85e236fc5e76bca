"""The project's policy: what `guardrail.toml` says, where it is found, and how findings settle."""
