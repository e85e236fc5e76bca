"""Code and objects from elsewhere that are run, a model's among them."""
