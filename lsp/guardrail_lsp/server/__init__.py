"""The process that speaks the protocol. It judges nothing, so it always answers."""
