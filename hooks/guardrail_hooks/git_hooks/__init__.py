"""The hooks that git calls, and how they come to be where git looks for them."""
