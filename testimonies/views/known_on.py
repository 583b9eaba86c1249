"""A record as known on a day: which version was the current one when that day ended, in UTC."""

import re
from datetime import UTC, date, datetime

from django.http import Http404

from testimonies import ledger
from testimonies.addresses import address
from testimonies.ledger import Published
from testimonies.vocabulary import LedgerKind


def address_on(now: Published, text: str) -> str:
    """The address of the version of a public record that was current on a day, YYYY-MM-DD.

    Raises Http404, saying why: the text is no day, the day has not come, or no version was public then.
    """
    day = _day(text)
    rows = [row for row in ledger.history(now.identifier) if row.kind != LedgerKind.ERASED]
    known = next((row for row in rows if row.day <= day.isoformat()), None)
    if known is None:
        raise Http404(f"{now.identifier} was not public on {day}: its first version is of {rows[-1].day}.")
    if known.kind != LedgerKind.PUBLISHED:
        raise Http404(f"{now.identifier} was not public on {day}: it had been withdrawn on {known.day}.")
    return address(now.identifier, now.noun, getattr(now.document, "kind", None), known.version)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else "")
    except ValueError:
        raise Http404(f"“{text[:40]}” is no day: write it as 2026-11-21.") from None
    today = datetime.now(UTC).date()
    if day > today:
        raise Http404(f"{day} has not come yet: today is {today}.")
    return day
