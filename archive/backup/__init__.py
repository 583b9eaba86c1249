"""The whole installation as one encrypted file, and back. One question a file.

`manifest`: what is in a backup? `snapshot`: how are both databases copied as of one moment? `packing`: how is
it written, encrypted, in one stream? `making`: `backup`. `unpacking`: is a file whole, and what does it hold?
`restoring`: `restore`. `settling`: what happens to what was unpacked before it is put in its place? `room`:
where is plain text meanwhile, and is it gone afterwards?

What a backup is: a tar file (archive.sqlite3, vault/vault.sqlite3, media/..., manifest.json last) encrypted
with age, so that it can be opened without this software.
"""


class Refused(Exception):
    """It was not done, and nothing was left behind; the message says why and what to do."""
