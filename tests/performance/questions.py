"""What is asked of every contender: drawn with a fixed seed from how often words occur in the corpus."""

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"\w+")
EACH = 20
FACETS = ("camp", "topic", "role", "source", "lang")


@dataclass(frozen=True)
class Question:
    """One search: `words` all together, any of them, as a phrase, or the beginning of one word."""

    kind: str
    words: tuple[str, ...]
    way: str = "all"  # all, any, phrase, prefix
    camp: str = ""
    facets: bool = False
    snippets: bool = False
    by_date: bool = False

    @property
    def text(self) -> str:
        """The question in the archive's own query language."""
        match self.way:
            case "phrase":
                return f'"{" ".join(self.words)}"'
            case "prefix":
                return f"{self.words[0]}*"
            case "any":
                return " OR ".join(self.words)
        return " ".join(self.words)


class _Bands:
    """Words of the corpus by how many texts have them; only such as every stemmer leaves alone."""

    def __init__(self, texts: Iterable[str]) -> None:
        found: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        total = 0
        for text in texts:
            words = _WORD.findall(text.lower())
            found.update(set(words))
            self.pairs.update(set(pairwise(words)))
            total += 1
        self.total = total
        latin = {word: n / total for word, n in found.items() if word.isascii() and _plain(word)}
        korean = {word: n / total for word, n in found.items() if not word.isascii() and len(word) > 1}
        self.rare, self.middle = _within(latin, 0.0005, 0.003), _within(latin, 0.015, 0.05)
        self.common, self.korean = _within(latin, 0.10, 0.6), _within(korean, 0.0002, 0.05)
        known = {*self.common, *self.middle}
        self.phrases = sorted(p for p, n in self.pairs.items() if n >= 2 and known.issuperset(p))


def _plain(word: str) -> bool:
    return word.isalpha() and len(word) >= 4 and word[-1] in "aou"


def _within(shares: dict[str, float], least: float, most: float) -> list[str]:
    return sorted(word for word, share in shares.items() if least <= share < most)


def draw(texts: Iterable[str], camps: list[str], seed: int = 7) -> list[Question]:
    """EACH questions of every kind. `texts` are those of a sample of the corpus."""
    bands, rng = _Bands(texts), random.Random(seed)
    found = []
    for at in range(EACH):
        found += _one_of_each(bands, rng, camps, at)
    return found


def _one_of_each(bands: _Bands, rng: random.Random, camps: list[str], at: int) -> list[Question]:
    common, middle = rng.choice(bands.common), rng.choice(bands.middle)
    page = [(common,), (common, middle), tuple(rng.sample(bands.common, 2)), (middle,)][at % 4]
    camp = rng.choice(camps)
    return [
        Question("rare word", (rng.choice(bands.rare),)),
        Question("common word", (rng.choice(bands.common),)),
        Question("Korean word", (rng.choice(bands.korean),)),
        Question("two words, all", (rng.choice(bands.common), middle)),
        Question("three words, all", (*rng.sample(bands.common, 2), middle)),
        Question("three words, any", tuple(rng.sample(bands.common, 3)), "any"),
        Question("phrase", rng.choice(bands.phrases), "phrase"),
        Question("prefix", (middle[:4],), "prefix"),
        Question("camp and word", (common,), camp=camp),
        Question("five facets", (rng.choice(bands.common),), facets=True),
        Question("by date", (rng.choice(bands.common),), by_date=True),
        Question("20 snippets", (common, middle), "any", snippets=True),
        Question("full page", page, camp=camp if at % 5 == 4 else "", facets=True, snippets=True),
    ]
