"""Stock Haystack with its own Whoosh backend, in a Django of its own (see program.py)."""
