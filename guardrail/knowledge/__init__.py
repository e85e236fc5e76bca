"""Tables of fact: what calls of libraries and command lines of programs do. No judgement."""
