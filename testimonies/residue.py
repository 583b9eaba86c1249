"""Is an erased text still somewhere? Looked for in every table and in every file of the installation."""

import json
import mmap
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from testimonies import erasure, ledger
from testimonies.models import LedgerRow, Passage, Record, Remark

# Shorter pieces stand in other texts by chance.
SHORTEST = 12
_PIECES = re.compile(r"(?<=[.!?。])\s+|[\r\n]+")
_WORD = re.compile(r"[a-z]{6,}|[가-힣]{3,}")
# Where it was read, when, and under which notice: other records rightly say the same, and are left alone.
APPARATUS = frozenset(
    {"locator", "content_note", "by", "retracted_by", "attributed_to", "credit", "rights"}
    | {"period", "given", "public_period", "public_given", "as_of", "when", "date", "retracted"}
)
_WORDLESS = re.compile(r"[A-Za-z0-9_:/.-]*")  # identifiers, terms of closed lists, dates


def telling(record: Record, passage: int | None = None) -> set[str]:
    """What to look for, taken before the erasure: the sentences of a passage, or of everything in a record.

    A text too short to have a sentence of twelve characters is looked for as a whole.
    """
    found: set[str] = set()
    for text in _texts(record, passage):
        pieces = {piece for piece in _PIECES.split(text) if len(piece) >= SHORTEST}
        found |= pieces or ({text} if text.strip() else set())
    return found | {
        text for text in _apparatus(record, passage) if not _said_elsewhere(text, record, passage)
    }


def _apparatus(record: Record, passage: int | None) -> set[str]:
    held = [part for document in _documents(record) for part in _parts(document, passage)]
    return {text for part in held for text in _under(part.model_dump(mode="json"), APPARATUS)}


def _said_elsewhere(text: str, record: Record, passage: int | None) -> bool:
    """Whether another record, or another passage of this one, has the same in public.

    Within other words too, as it is looked for afterwards: “p. 1” also stands in “pp. 1 to 20”.
    """
    written = json.dumps(text, ensure_ascii=False)[1:-1]
    if LedgerRow.objects.exclude(record_id=record.pk).filter(body__contains=written).exists():
        return True
    others = (item for document in _documents(record) if passage for item in document.passages)
    return any(written in item.model_dump_json() for item in others if item.number != passage)


def _documents(record: Record) -> list[Any]:
    return [version.document for version in ledger.history(record.identifier or "") if version.document]


def _parts(document: Any, passage: int | None) -> list[Any]:
    return [document] if passage is None else [item for item in document.passages if item.number == passage]


def _under(value: Any, keys: frozenset[str]) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for key, text in value.items() if key in keys and isinstance(text, str) and text)
        value = list(value.values())
    if isinstance(value, list):
        yield from (text for item in value for text in _under(item, keys))


def copies(texts: set[str]) -> list[str]:
    """Where any of these texts stands now, a line each: table and column with the row, or file."""
    if not texts:
        return []
    pattern = re.compile(b"|".join(re.escape(form) for form in sorted(_forms(texts))))
    return [*_in_tables(pattern), *_in_files(pattern), *_in_index(texts)]


def _texts(record: Record, passage: int | None) -> Iterator[str]:
    for document in _documents(record):
        for part in _parts(document, passage):
            yield from _prose(part.model_dump(mode="json"))
    if passage is None:
        yield from _prose(_columns([record.whole(), *_belongings(record.whole())]))
        yield from (Path(name).stem for name in erasure.files_of(record))
        return
    yield from _prose(_columns(Passage.objects.filter(testimony_id=record.pk, number=passage)))


def _belongings(whole: Record) -> Iterator[Any]:
    yield from Remark.objects.filter(event__record_id=whole.pk)
    for relation in erasure.belongings(whole):
        yield from relation.related_model._default_manager.filter(**{relation.field.name: whole.pk})


def _columns(rows: Iterable[Any]) -> list[Any]:
    return [
        str(field.value_from_object(row) or "")
        for row in rows
        for field in row._meta.concrete_fields
        if field.name not in APPARATUS
    ]


def _prose(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = [item for key, item in value.items() if key not in APPARATUS]
    if isinstance(value, list):
        yield from (text for item in value for text in _prose(item))
    elif isinstance(value, str) and not _WORDLESS.fullmatch(value):
        yield value


def _forms(texts: set[str]) -> set[bytes]:
    plain = texts | {unicodedata.normalize("NFC", text) for text in texts}
    return {form.encode() for text in plain for form in (text, json.dumps(text)[1:-1])}


def _in_tables(pattern: re.Pattern[bytes]) -> Iterator[str]:
    quote = connection.ops.quote_name
    for table in sorted(connection.introspection.table_names()):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {quote(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor:
                held = [name for name, value in zip(names, row, strict=True) if _holds(pattern, value)]
                yield from (f"table {table}, column {name}, row {row[0]}" for name in held)


def _holds(pattern: re.Pattern[bytes], value: Any) -> bool:
    if isinstance(value, bytes | memoryview):
        return bool(pattern.search(bytes(value)))
    return isinstance(value, str) and bool(pattern.search(value.encode("utf-8", "surrogatepass")))


def _in_files(pattern: re.Pattern[bytes]) -> Iterator[str]:
    for path in sorted(set(_files())):
        if pattern.search(path.name.encode()) or _holds_in_file(pattern, path):
            yield f"file {path.name} in {path.parent.name}"


def _holds_in_file(pattern: re.Pattern[bytes], path: Path) -> bool:
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        return bool(pattern.search(view))


def _in_index(texts: set[str]) -> Iterator[str]:
    """An index keeps words and their places, no sentences: looked for are words that nothing else says."""
    words = {word for text in texts for word in _WORD.findall(text.casefold())}
    said = LedgerRow.objects.filter(body__isnull=False).values_list("body", flat=True)
    for body in said.iterator():
        kept = str(body).casefold()
        words = {word for word in words if word not in kept}
    if words:
        pattern = re.compile(b"|".join(re.escape(word.encode()) for word in sorted(words)))
        for path in sorted(path for path in settings.INDEX_DIR.rglob("*") if path.is_file()):
            if _holds_in_file(pattern, path):
                yield f"words of it: file {path.name} in {path.parent.name}"


def _files() -> Iterator[Path]:
    for folder in (settings.DATA_DIR, Path(settings.MEDIA_ROOT), settings.INDEX_DIR):
        yield from (path for path in folder.rglob("*") if path.is_file())
    base = Path(str(connection.settings_dict["NAME"]))
    yield from (path for path in base.parent.glob(f"{base.name}*") if path.is_file())
