"""The check on pull requests: judges a change against its base, by the base's policy."""
