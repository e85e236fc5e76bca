"""Guardrail's own: what comments, waivers and policy files say that has no effect."""
