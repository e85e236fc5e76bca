"""Guardrail: reads what coding agents write and says what it would do, before it runs or lands."""

__version__ = "0.1.0"
