"""Accounts: how staff sign in, with what, for how long, and who looks after that."""
