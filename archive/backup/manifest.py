"""What is in a backup: the sum of every file, the ledger's head, which schema and software made it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from django.db.migrations.loader import MigrationLoader

from archive.backup import Refused

FORMAT = 1
NAME = "manifest.json"
MAIN, VAULT, MEDIA = "archive.sqlite3", "vault/vault.sqlite3", "media/"


@dataclass(frozen=True)
class Manifest:
    """`head`: number and hash of the last ledger row; `schema`: of the documents; `sums`: SHA-256 by name."""

    made: str
    software: str
    schema: int
    head: tuple[int, str]
    migrations: tuple[str, ...]
    sums: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def encoded(self) -> bytes:
        """As JSON, to be read by people too."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @property
    def told(self) -> str:
        """In a line: when it was made and what it holds."""
        media = sum(name.startswith(MEDIA) for name in self.sums)
        number, sha256 = self.head
        return f"made {self.made}, both databases, {media} media files, ledger {number}:{sha256}"


def decoded(text: bytes) -> Manifest:
    """The manifest in a text. Raises Refused when it is none, or one of a later format."""
    try:
        data = json.loads(text)
        if data["format"] > FORMAT:
            raise Refused(f"The backup was made by a later version ({data['software']}): update first.")
        number, sha256 = data.pop("head")
        migrations = tuple(map(str, data.pop("migrations")))
        return Manifest(head=(int(number), str(sha256)), migrations=migrations, **data)
    except (ValueError, TypeError, KeyError) as error:
        raise Refused("This is no backup of an archive: its manifest cannot be read.") from error


def check(manifest: Manifest, sums: dict[str, str]) -> None:
    """Raises Refused unless the files unpacked are those of the manifest and of a version known here."""
    wrong = sorted(
        name for name in manifest.sums.keys() | sums.keys() if manifest.sums.get(name) != sums.get(name)
    )
    if wrong:
        raise Refused(f"The backup is not whole: {', '.join(wrong[:5])} is missing or not what it was.")
    if not {MAIN, VAULT} <= sums.keys():
        raise Refused("The backup holds no databases.")
    here = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(manifest.migrations) - here)
    if unknown:
        raise Refused(
            f"The backup was made by a later version ({manifest.software}, {unknown[-1]}): update first."
        )


def is_safe(name: str) -> bool:
    """Whether a name may be unpacked: one of ours, and inside."""
    parts = PurePosixPath(name).parts
    inside = ".." not in parts and not name.startswith("/") and str(PurePosixPath(name)) == name
    return inside and (name in (MAIN, VAULT, NAME) or (name.startswith(MEDIA) and len(parts) > 1))


def media_in(folder: Path) -> dict[str, Path]:
    """Every file in a folder of media, by its name in a backup."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {f"{MEDIA}{path.relative_to(folder).as_posix()}": path for path in files}
