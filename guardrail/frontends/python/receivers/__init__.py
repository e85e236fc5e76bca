"""The objects of known libraries that calls are made on, and where they lead."""
