"""`make demo`: a real project judged, then an agent's commit refused and its mended twin passed."""
