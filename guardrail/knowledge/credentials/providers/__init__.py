"""The token shapes, one module a field, each with a table `SHAPES`."""
