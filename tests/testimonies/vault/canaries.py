"""Is a text in a file, in any of the encodings in which something could have written it?"""

import base64
import json
from pathlib import Path
from urllib.parse import quote


def forms(text: str) -> set[bytes]:
    """UTF-8, UTF-16, base64 at each of its three places, hexadecimal, URL and JSON escapes."""
    plain = {text.encode("utf-8"), text.encode("utf-16-le"), text.encode("utf-16-be")}
    escaped = {quote(text).encode(), quote(text).lower().encode(), json.dumps(text)[1:-1].encode()}
    return plain | escaped | {form for data in plain for form in _written_out(data)}


def _written_out(data: bytes) -> set[bytes]:
    found = {data.hex().encode(), data.hex().upper().encode()}
    for offset in range(3):
        skipped, whole = -(-offset * 4 // 3), (offset + len(data)) // 3 * 4
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            found.add(encode(bytes(offset) + data)[skipped + bool(offset) : whole])
    return found


def leaks(folder: Path, texts: tuple[str, ...]) -> list[str]:
    """Files of a folder with one of the texts in their content or their name, and which."""
    sought = [(text, form) for text in texts for form in forms(text)]
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    contents = [(file, file.name.encode() + file.read_bytes()) for file in files]
    return [f"{file.name}: {text}" for file, content in contents for text, form in sought if form in content]
