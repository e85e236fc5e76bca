"""Replaying migration histories: what a Unit finds in the database when it runs.

Nothing is read before a rule asks; what was folded once is kept by the prefix of the history.
"""
