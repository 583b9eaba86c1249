"""OAI-PMH 2.0: what libraries harvest. Every record that was ever public, deleted ones as deleted for ever.

Protocol: C. Lagoze and others, The Open Archives Initiative Protocol for Metadata Harvesting, version 2.0.
"""
