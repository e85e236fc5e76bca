"""The command line: one module a subcommand, each with `run(arguments) -> int`."""
