"""Files and folders: deleted, overwritten, opened to others, packed and unpacked."""
