"""The flow: extract effects, form Units, judge them, settle what was found.

Extraction is pure and cached; judging is rerun every time.
"""
