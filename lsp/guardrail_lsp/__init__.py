"""The language server. It comes with the editor doors."""
