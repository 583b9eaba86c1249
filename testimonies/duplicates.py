"""Was this account entered before? Summaries with nearly the same words; one witness at one camp at one time.

A summary is its set of word triples. Of each set a MinHash signature is kept: two signatures agree in a share
of their places that estimates how much of their words the summaries share (Jaccard's coefficient; A. Broder,
"On the resemblance and containment of documents", SEQUENCES 1997). Signatures are cut into bands, and only
those that share a band are compared (P. Indyk, R. Motwani, "Approximate nearest neighbors", STOC 1998).
The tables are private, hold working testimonies and are no part of the search.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Count, Q, QuerySet

from testimonies.models import LedgerRow, Passage, Record, Sketch, SketchBand, Stay, Testimony
from testimonies.vocabulary import LedgerKind, PassageStanding

PLACES, BANDS = 64, 16
SHINGLE = 3  # words
FEWEST_WORDS = 6  # shorter summaries are alike by chance
ALIKE = 0.7
COMPARED = 50  # candidates looked at, those with most bands in common first
_WORD = re.compile(r"\w+")


def _numbers(name: str) -> np.ndarray:
    """PLACES numbers of 64 bits that stay the same for ever: the stored signatures depend on them."""
    digests = (hashlib.sha256(f"{name} {place}".encode()).digest()[:8] for place in range(PLACES))
    return np.frombuffer(b"".join(digests), dtype="<u8")


# Multiply-shift hashing (M. Dietzfelbinger et al., J. Algorithms 25, 1997) wants odd multipliers.
_MULTIPLIERS, _SUMMANDS = _numbers("multiplier") | np.uint64(1), _numbers("summand")


@dataclass(frozen=True)
class Resemblance:
    """Another record that may be the same account, and why it may be."""

    record: Record
    why: str

    @property
    def word(self) -> str:
        """The record in one word, without its title: this is told on the pages of other records."""
        return self.record.identifier or f"#{self.record.pk}"


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: without case, marks of composition or punctuation."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def signature(text: str) -> bytes | None:
    """The signature of a summary, PLACES numbers of 32 bits; None when it is too short to tell."""
    words = words_of(text)
    if len(words) < FEWEST_WORDS:
        return None
    shingles = {" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}
    hashed = b"".join(hashlib.blake2b(one.encode(), digest_size=8).digest() for one in shingles)
    values = np.frombuffer(hashed, dtype="<u8")[:, None] * _MULTIPLIERS + _SUMMANDS
    lowest: np.ndarray = (values >> np.uint64(32)).min(axis=0)
    return bytes(lowest.astype("<u4").tobytes())


def bands(held: bytes) -> list[int]:
    """The keys of a signature's bands."""
    size = len(held) // BANDS
    parts = (bytes([band]) + held[band * size : (band + 1) * size] for band in range(BANDS))
    return [
        int.from_bytes(hashlib.blake2b(part, digest_size=8).digest(), "little", signed=True) for part in parts
    ]


def share(one: bytes, other: bytes) -> float:
    """How much of their words two summaries share, 0 to 1, estimated from their signatures."""
    return float(np.mean(np.frombuffer(one, dtype="<u4") == np.frombuffer(other, dtype="<u4")))


def remember(record: Record) -> None:
    """Keep the signature of a working testimony as its summary stands now; other records are passed over."""
    if record.noun != Testimony.NOUN:
        return
    passages = Passage.objects.filter(testimony_id=record.pk).exclude(standing=PassageStanding.REMOVED)
    now = signature("\n".join(passages.order_by("number").values_list("text", flat=True)))
    held = Sketch.objects.filter(pk=record.pk).values_list("signature", flat=True).first()
    if now == (bytes(held) if held is not None else None):
        return
    if held is not None:
        Sketch.objects.filter(pk=record.pk).delete()
    if now is not None:
        sketch = Sketch(testimony_id=record.pk, signature=now)
        sketch.save(force_insert=True)
        SketchBand.objects.bulk_create([SketchBand(sketch=sketch, key=key) for key in bands(now)])


def alike(text: str, besides: int | None = None) -> list[Resemblance]:
    """The testimonies whose summary has nearly the same words as `text`, most alike first.

    `besides` is the key of a record that is left out: itself. Two queries.
    """
    now = signature(text)
    return _alike(now, besides) if now is not None else []


def of_record(record: Record) -> list[Resemblance]:
    """The testimonies that may tell the same account as this working testimony; empty for other records."""
    if record.noun != Testimony.NOUN:
        return []
    held = Sketch.objects.filter(pk=record.pk).values_list("signature", flat=True).first()
    found = _alike(bytes(held), record.pk) if held is not None else []
    own = Stay.objects.filter(testimony=record.pk, testimony__witness__isnull=False).select_related(
        "testimony"
    )
    for stay in own:
        period = stay.period_earliest, stay.period_latest
        found += same_stay(stay.testimony.witness_id or 0, stay.camp_id, period, record.pk)
    return once(found)


def same_stay(
    witness: int, camp: int, period: tuple[date | None, date | None], besides: int | None = None
) -> list[Resemblance]:
    """The testimonies of this witness with a stay at this camp in an overlapping period. One query.

    Takes keys. A period without any day overlaps with none. Records of an unlinked witness are never joined.
    """
    earliest, latest = period
    if earliest is None and latest is None:
        return []
    stays = Stay.objects.filter(testimony__witness=witness, testimony__witness__unlinked=False, camp=camp)
    stays = stays.exclude(testimony=besides).exclude(period_earliest=None, period_latest=None)
    if latest:
        stays = stays.filter(Q(period_earliest=None) | Q(period_earliest__lte=latest))
    if earliest:
        stays = stays.filter(Q(period_latest=None) | Q(period_latest__gte=earliest))
    records = Testimony.objects.filter(pk__in=stays.values("testimony")).order_by("pk")
    why = "the same witness, camp and overlapping period"
    return [Resemblance(record, why) for record in records.exclude(pk__in=_merged())]


def _alike(now: bytes, besides: int | None) -> list[Resemblance]:
    shared = SketchBand.objects.filter(key__in=bands(now)).exclude(sketch=besides)
    keys = shared.values("sketch").annotate(common=Count("pk")).order_by("-common", "sketch")
    candidates = [row["sketch"] for row in keys[:COMPARED]]
    if not candidates:
        return []
    near = Sketch.objects.filter(pk__in=candidates)
    found = [
        (share(now, bytes(sketch.signature)), sketch.testimony)
        for sketch in near.exclude(pk__in=_merged()).select_related("testimony")
    ]
    close = sorted((pair for pair in found if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].pk))
    return [Resemblance(record, _how_alike(much)) for much, record in close]


def _how_alike(much: float) -> str:
    return "the same words" if much == 1 else f"about {much:.0%} of the words"


def _merged() -> QuerySet[LedgerRow, Any]:
    """Keys of records that were merged: that they are the same account is settled."""
    return LedgerRow.objects.filter(kind=LedgerKind.MERGED).values("record")


def once(found: list[Resemblance]) -> list[Resemblance]:
    """One resemblance a record, with all its reasons."""
    why: dict[Record, list[str]] = {}
    for one in found:
        why.setdefault(one.record, []).append(one.why)
    return [Resemblance(record, "; ".join(dict.fromkeys(reasons))) for record, reasons in why.items()]
