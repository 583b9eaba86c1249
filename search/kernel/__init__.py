"""The search on arrays: how postings and columns are laid out, written, merged and read."""
