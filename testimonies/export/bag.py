"""A BagIt bag (J. Kunze and others, The BagIt File Packaging Format, RFC 8493, 2018), its sums SHA-256."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Bag:
    """A bag being written into a directory: add() the payload, then close()."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.bytes = 0
        self.sums: dict[str, str] = {}

    @property
    def files(self) -> int:
        """How many files the payload has."""
        return len(self.sums)

    def add(self, path: str, content: bytes | str) -> None:
        """One file of the payload, at a path below data/ written with slashes.

        Raises ValueError for a path that leaves the payload or is taken.
        """
        name = f"data/{path}"
        if name in self.sums or ".." in Path(path).parts or Path(path).is_absolute():
            raise ValueError(f"{path} is no new place below data/.")
        data = content.encode() if isinstance(content, str) else content
        self._write(name, data)
        self.bytes += len(data)
        self.sums[name] = hashlib.sha256(data).hexdigest()

    def close(self, info: Iterable[tuple[str, str]]) -> None:
        """Write the tag files; `info` are label and value of bag-info.txt, the Payload-Oxum is added."""
        whole = [*info, ("Payload-Oxum", f"{self.bytes}.{self.files}")]
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(f"{label}: {' '.join(value.split())}\n" for label, value in whole),
            "manifest-sha256.txt": _manifest(self.sums),
        }
        sums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}
        for name, text in (tags | {"tagmanifest-sha256.txt": _manifest(sums)}).items():
            self._write(name, text.encode())

    def _write(self, name: str, data: bytes) -> None:
        target = self.directory / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _manifest(sums: dict[str, str]) -> str:
    """A line for each file. Percent signs and line ends in a path are written as %25, %0A, %0D (2.1.3)."""
    return "".join(f"{digest}  {_path(name)}\n" for name, digest in sorted(sums.items()))


def _path(name: str) -> str:
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
