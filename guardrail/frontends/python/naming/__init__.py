"""What names mean: imports, scopes, bindings; calls by their full names."""
