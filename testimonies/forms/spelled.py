"""Which records may be meant by what is typed? By any spelling of any name, working or public; by number."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from testimonies import ledger
from testimonies.importing.naming import forms_of, keys_of_person, keys_of_place, plain
from testimonies.models import Camp, Entity, Name, Record, Topic, Witness
from testimonies.names import fold, looks_korean, readings
from testimonies.vocabulary import Noun

OFFERED = 10
NEAR = 0.75  # how alike two keys are that may be one name misspelt (difflib's ratio)
MOST_COMPARED = 2000
SHORTEST = 2  # characters of a part of a name


@dataclass(frozen=True)
class Offer:
    """A record that may be meant, and the name by which it was found where that is not what it is called."""

    record: Record
    found_by: str = ""


class Spellings:
    """The records of one list under every way to write them. Two queries, and one for each kind of record."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = {record.pk: record for record in records}
        self._forms: dict[int, list[str]] = {
            pk: list(_own_forms(record)) for pk, record in self._records.items()
        }
        self._named = [pk for pk, record in self._records.items() if isinstance(record, Entity | Witness)]
        for owner, text in Name.objects.filter(owner__in=self._named).values_list("owner", "text"):
            self._forms[owner].append(text)
        self._take_in_public()
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._take_in_keys()

    def meant(self, words: str) -> list[Record]:
        """The records that `words` name wholly: by one key, else by a looser reading of a Korean spelling."""
        found = self._under(_keys_of_words(words)) or self._under("f" + key for key in _loosely(words))
        return [self._records[pk] for pk in self._records if pk in found]

    def offered(self, words: str) -> list[Offer]:
        """What to choose from while one types: what is meant, what begins so, holds it, is nearly so."""
        sought = plain(words)
        if not sought:
            return []
        ranked = {record.pk: (0, self._form_for(record.pk, sought)) for record in self.meant(words)}
        for pk, forms in self._forms.items():
            rank = min((_rank(plain(form), sought), form) for form in (*forms, str(self._records[pk])))
            if rank[0] < _NOT and pk not in ranked:
                ranked[pk] = rank
        found = sorted(ranked, key=lambda pk: ranked[pk][0])[:OFFERED]
        return [self._offer(pk, ranked[pk][1]) for pk in found] or self._nearly(words)

    def _take_in_public(self) -> None:
        """Names that a draft has taken away are still what the public knows it by."""
        published = {record.identifier: pk for pk, record in self._records.items() if record.identifier}
        nouns = {record.noun for record in self._records.values()} & {Noun.ENTITY, Noun.WITNESS, Noun.TOPIC}
        for noun in nouns:
            for item in ledger.listing(Noun(noun)):
                if item.document and item.identifier in published:
                    self._forms[published[item.identifier]] += forms_of(item.document)

    def _take_in_keys(self) -> None:
        for pk, record in self._records.items():
            for key in set(_keys_of_record(record, self._forms[pk])):
                self._by_key[key].append(pk)
        # A camp's number is a name of it too: “No. 18”, “18호”.
        numbered = Camp.objects.filter(pk__in=self._named, number__isnull=False)
        for pk, number in numbered.values_list("pk", "number"):
            self._by_key[f"n{number}"].append(pk)

    def _under(self, keys: Iterable[str]) -> set[int]:
        return {pk for key in keys for pk in self._by_key.get(key, ())}

    def _form_for(self, pk: int, sought: str) -> str:
        """The name that was written, or the one that is the same in another spelling."""
        exact = (form for form in self._forms[pk] if plain(form) == sought)
        same = (form for form in self._forms[pk] if fold(form) == fold(sought))
        return next(exact, "") or next(same, "")

    def _offer(self, pk: int, form: str) -> Offer:
        record = self._records[pk]
        told = plain(form) in plain(str(record)) or (looks_korean(form) and fold(form) in fold(str(record)))
        return Offer(record, "" if told else form)

    def _nearly(self, words: str) -> list[Offer]:
        near = [
            key
            for sign, sought in (("f", fold(words)), ("=", plain(words)))
            for key in self._near_keys(sign, sought)
        ]
        found = dict.fromkeys(pk for key in near for pk in self._by_key[key])
        return [self._offer(pk, "") for pk in list(found)[:OFFERED]]

    def _near_keys(self, sign: str, sought: str) -> list[str]:
        keys = [key for key in self._by_key if key.startswith(sign)]
        # Each is compared: among thousands of titles one would wait for it.
        if len(keys) > MOST_COMPARED:
            return []
        return difflib.get_close_matches(sign + sought, keys, n=OFFERED, cutoff=NEAR)


_NOT = 9


def _rank(form: str, sought: str) -> int:
    """How well a part fits a name: it begins so, a word in it does, it holds the part or all its words."""
    if form.startswith(sought):
        return 1
    if f" {sought}" in form:
        return 2
    if len(sought) >= SHORTEST and sought in form:
        return 3
    if all(word in form for word in sought.split()):
        return 4
    korean = len(sought) > SHORTEST and looks_korean(sought)
    return 5 if korean and fold(form).startswith(fold(sought)) else _NOT


def _own_forms(record: Record) -> Iterator[str]:
    for name in (
        "heading",
        "heading_ko",
        "public_name",
        "label_en",
        "label_ko",
        "slug",
        "title",
        "designation",
    ):
        if form := getattr(record, name, ""):
            yield form


def _keys_of_record(record: Record, forms: list[str]) -> Iterator[str]:
    for form in forms:
        yield "=" + plain(form)
        if isinstance(record, Witness):
            yield from keys_of_person(form)
        elif isinstance(record, Entity):
            yield "f" + fold(form)
        elif isinstance(record, Topic):
            yield "t" + plain(form).replace("-", " ")


def _keys_of_words(words: str) -> Iterator[str]:
    yield from keys_of_place(words)
    yield from keys_of_person(words)
    yield "t" + plain(words).replace("-", " ")


def _loosely(words: str) -> frozenset[str]:
    return readings(words) if words.strip() and all(map(looks_korean, words.split())) else frozenset()
