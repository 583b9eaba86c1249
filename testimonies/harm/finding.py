"""One finding of the do-no-harm check, under a key that is the same for the same finding in the same text."""

from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from testimonies.vocabulary import Harm


@dataclass(frozen=True)
class Finding:
    """What was found and where. `words` are those of the record; of a listed name none are repeated.

    `text` is what the key stands on besides: with another text it is another finding. `note` is not in it.
    """

    kind: Harm
    place: str
    words: str
    text: str
    note: str = ""

    @property
    def key(self) -> str:
        """64 hexadecimal digits, made with the secret key: a text cannot be guessed at from it."""
        content = "\0".join((self.kind, self.place, self.words, self.text))
        return salted_hmac("testimonies.harm", content, algorithm="sha256").hexdigest()

    def __str__(self) -> str:
        said = f": “{self.words}”" if self.words else ""
        return f"{self.kind.label}, {self.place}{said}"
