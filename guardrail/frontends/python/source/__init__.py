"""A module's text and its tree: parsed once, asked by places in the text."""
