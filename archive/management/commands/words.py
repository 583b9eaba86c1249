"""`words`: puts sentences that are new into the Korean catalogue, and compiles it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive import catalogue, sentences


class Command(BaseCommand):
    """Adds what public pages say and the catalogue lacks, drops what none says any more, writes the .mo."""

    help = "Bring the Korean catalogue up to date and compile it; exit 1 while a sentence is not translated."

    def handle(self, *args: Any, **options: Any) -> None:
        file = Path(settings.LOCALE_PATHS[0]) / "ko" / "LC_MESSAGES" / "django.po"
        head, *known = catalogue.read(file.read_text(encoding="utf-8"))
        told = {entry.sentence: entry for entry in known}
        entries = [head, *(told.get(one, _new(one, place)) for one, place in sentences.sentences().items())]
        file.write_text(catalogue.write(entries), encoding="utf-8")
        file.with_suffix(".mo").write_bytes(catalogue.compiled(entries))
        missing = [entry.sentence.text for entry in entries if not all(entry.said) or entry.fuzzy]
        self.stdout.write(f"{len(entries) - 1} sentences, {len(missing)} without a Korean one")
        if missing:
            raise CommandError("\n".join(missing))


def _new(sentence: catalogue.Sentence, place: str) -> catalogue.Entry:
    return catalogue.Entry(sentence, ("",), (f"#: {place}",))
