"""The reading pages: each is built from public documents, asked of the ledger, never from working rows."""
