"""Programs that are run: the command lines that calls amount to."""
