"""Rules on guards that a change weakens: policy, hooks, CI, agents' settings, code owners."""
