"""A synthetic ledger of any size: seeded, Zipf-distributed words, every title says that it is synthetic.

Rows are written with the guards off, for the workflow would take minutes; the chain is whole all the same.
"""

import json
import random
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from django.db import connection

from testimonies import guards
from testimonies.documents import canonical, read
from testimonies.ledger import digest_of, head, now, row_hash
from testimonies.ledger.chain import remember_mentions
from testimonies.models import Actor, Event, LedgerRow, Record, new_salt
from tests.factories import make_camp, make_source, make_topic, publish

CAMPS, TOPICS, SOURCES = 25, 40, 40
WORDS, KOREAN = 20_000, 3_000
BATCH = 1_000
HANGUL = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호"
LETTERS = "bdfghjklmnprstvw"


def vocabulary(rng: random.Random) -> tuple[list[str], list[str]]:
    """Made-up English-like words, and Korean ones, most frequent first."""
    english = {"coal", "mine", "winter", "guard", "school", "river"}
    while len(english) < WORDS:
        english.add("".join(rng.choice(LETTERS) + rng.choice("aeiou") for _ in range(rng.randint(2, 4))))
    korean = {"".join(rng.choice(HANGUL) for _ in range(rng.randint(2, 4))) for _ in range(KOREAN)}
    return sorted(english, key=lambda word: (len(word), word)), sorted(korean)


class Corpus:
    """Testimony documents on camps, topics and sources that are in the ledger already."""

    def __init__(self, seed: int = 17) -> None:
        self.rng = random.Random(seed)
        self.english, self.korean = vocabulary(self.rng)
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.english))))
        self.sources = [publish(make_source()).identifier for _ in range(SOURCES)]
        self.camps = [publish(make_camp(number)).identifier for number in range(1, CAMPS + 1)]
        self.topics = [publish(make_topic()).identifier for _ in range(TOPICS)]

    def text(self) -> str:
        words = self.rng.choices(self.english, cum_weights=self.weights, k=self.rng.randint(40, 90))
        if self.rng.random() < 0.15:
            words += self.rng.choices(self.korean, k=6)
        return " ".join(words).capitalize() + "."

    def document(self, serial: int) -> dict[str, Any]:
        first = self.rng.randint(1950, 2015)
        last = min(first + self.rng.choice((0, 0, 1, 3, 10)), 2025)
        return {
            "noun": "testimony",
            "title": f"Synthetic record {serial}: {' '.join(self.rng.choices(self.english[:4000], k=3))}",
            "language": "ko" if self.rng.random() < 0.13 else "en",
            "witness": None,
            "given": None,
            "topics": sorted(self.rng.sample(self.topics, self.rng.randint(1, 5))),
            "stays": [
                {
                    "camp": self.rng.choice(self.camps),
                    "zone": None,
                    "role": self.rng.choice(("prisoner", "prisoner", "child", "guard")),
                    "period": {
                        "text": f"{first} to {last}",
                        "edtf": f"{first}/{last}",
                        "earliest": f"{first}-01-01",
                        "latest": f"{last}-12-31",
                    },
                    "standing": "stands",
                }
            ],
            "passages": [
                {
                    "number": number,
                    "text": self.text(),
                    "basis": "first_hand",
                    "standing": "stands",
                    "references": [{"source": self.rng.choice(self.sources), "locator": f"p. {serial}"}],
                }
                for number in range(1, 5)
            ],
        }


def write(size: int) -> Corpus:
    """Put `size` synthetic testimonies into the ledger; returns the corpus they were drawn from."""
    corpus = Corpus()
    guards.drop(connection)
    for start in range(0, size, BATCH):
        _write_batch(corpus, range(start, min(start + BATCH, size)))
    guards.install(connection)
    return corpus


def _write_batch(corpus: Corpus, serials: range) -> None:
    end, actor = head(), Actor.objects.create()
    records = Record.objects.bulk_create(
        Record(noun="testimony", identifier=f"T-{serial + 1:06d}", stage="settled") for serial in serials
    )
    bodies = [canonical(read(json.dumps(corpus.document(serial)))) for serial in serials]
    salts = [new_salt() for _ in records]
    digests = [digest_of(salt, body) for salt, body in zip(salts, bodies, strict=True)]
    events = Event.objects.bulk_create(
        Event(record=record, actor=actor, action="approve", digest=digest, at=now())
        for record, digest in zip(records, digests, strict=True)
    )
    rows = list(_chain(end, records, events, bodies, salts))
    LedgerRow.objects.bulk_create(rows)
    for row in rows:
        remember_mentions(row.identifier, row.noun, read(str(row.body)))
    end.number, end.sha256 = rows[-1].number, rows[-1].sha256
    end.save()


def _chain(end: Any, records: Any, events: Any, bodies: Any, salts: Any) -> Iterator[LedgerRow]:
    previous, number = end.sha256, end.number
    for record, event, body, salt in zip(records, events, bodies, salts, strict=True):
        number += 1
        row = LedgerRow(
            number=number,
            record=record,
            noun=record.noun,
            identifier=record.identifier,
            version=1,
            kind="published",
            at=event.at,
            actor_id=event.actor_id,
            event=event,
            schema=1,
            digest=event.digest,
            previous=previous,
            body=body,
            salt=salt,
        )
        row.sha256 = previous = row_hash(row)
        yield row
