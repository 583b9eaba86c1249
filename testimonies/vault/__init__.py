"""The custodian's vault: identities sealed to a public key, in a database of their own.

`sealing` is the web's side, which writes and cannot read; `custody` and `scanning` are the custodian's, for a
process that holds the private key. Nothing that the public reads imports this room.
"""
