"""How far a filter narrows what a call is about, and when it doesn't narrow at all."""
