"""The language server: findings where somebody is looking.

Two processes. The *server* speaks the protocol and never judges anything, so it always answers.
The *analysis* process reads and judges, and may die: it is started anew, and what it died on is
told as not judged.
"""
