"""The rules that come with Guardrail: one file a rule, in a folder for each category."""
