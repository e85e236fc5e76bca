"""What credentials look like: token shapes, names, values, hosts, and how to mask them."""
