"""The reading pages: every one is built from public documents, asked of the ledger, never from working rows."""
