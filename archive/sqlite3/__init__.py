"""SQLite as Django has it, but for one check."""
