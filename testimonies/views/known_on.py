"""A record as known on a day: which version was the current one when that day ended, in UTC."""

import re
from datetime import UTC, date, datetime

from django.http import Http404
from django.utils.translation import gettext as _

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
        words = _("%(identifier)s was not public on %(day)s: its first version is of %(first)s.")
        raise Http404(words % {"identifier": now.identifier, "day": day, "first": rows[-1].day})
    if known.kind != LedgerKind.PUBLISHED:
        words = _("%(identifier)s was not public on %(day)s: it had been withdrawn on %(gone)s.")
        raise Http404(words % {"identifier": now.identifier, "day": day, "gone": known.day})
    return address(now.identifier, now.noun, getattr(now.document, "kind", None), known.version)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else "")
    except ValueError:
        words = _("“%(text)s” is no day: write it as 2026-11-21.")
        raise Http404(words % {"text": text[:40]}) from None
    today = datetime.now(UTC).date()
    if day > today:
        raise Http404(_("%(day)s has not come yet: today is %(today)s.") % {"day": day, "today": today})
    return day
