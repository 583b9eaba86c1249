"""The finding: from words to records. Owns no data."""
