"""Receipts of searches: what was found, signed, so that it can be cited and checked with nothing stored.

A receipt holds the query in one form, the ledger number, the day, how many records were found, and the
SHA-256 of their identifiers (sorted, a line each, without a last line end). It is its own address.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils.translation import gettext as _

from search import catalogue, forms
from search.request import SIZE, SearchRequest

_SIGNER = "search receipt"
_OWN = ("ledger", "count", "sha256", "day")
_WRITTEN = {"ledger": r"\d{1,18}", "count": r"\d{1,18}", "sha256": r"[0-9a-f]{64}", "day": r"\d{4}-\d\d-\d\d"}


class NotOurs(ValueError):
    """The receipt was not given here, or was changed."""


@dataclass(frozen=True)
class Receipt:
    """What a search found: `request` in its one form, `sha256` of the sorted identifiers, `day` in UTC."""

    request: SearchRequest
    ledger: int
    count: int
    sha256: str
    day: date

    def message(self) -> str:
        """Everything in the receipt, as the query of its address."""
        own = urlencode([(name, str(getattr(self, name))) for name in _OWN])
        asked = self.request.address()
        return f"{asked}&{own}" if len(asked) > 1 else f"?{own}"

    def address(self) -> str:
        """The query of its address, signed."""
        return f"{self.message()}&{urlencode({'signature': Signer(salt=_SIGNER).signature(self.message())})}"

    def found_the_same(self, other: Receipt) -> bool:
        """Whether both found the same records."""
        return self.sha256 == other.sha256


def issue(request: SearchRequest) -> Receipt:
    """The receipt of a search made now. Raises what catalogue.everything() raises."""
    asked = normal(request)
    number, identifiers = catalogue.everything(asked)
    return Receipt(asked, number, len(identifiers), digest(identifiers), datetime.now(UTC).date())


def digest(identifiers: Iterable[str]) -> str:
    """SHA-256 of the sorted identifiers, a line each."""
    return hashlib.sha256("\n".join(sorted(identifiers)).encode()).hexdigest()


def normal(request: SearchRequest) -> SearchRequest:
    """The one form of all requests that ask for the same: no page, order or size, and values sorted."""
    years = request.first_year is not None or request.last_year is not None
    values: dict[str, Any] = {
        name: tuple(sorted(set(value)))
        for name in request.__dataclass_fields__
        if isinstance(value := getattr(request, name), tuple)
    }
    return replace(
        request,
        q=" ".join(unicodedata.normalize("NFC", request.q).split()),
        dates=request.dates if years else SearchRequest.dates,
        spelling="exact" if request.spelling == "exact" else "",
        sort=SearchRequest.sort,
        page=1,
        size=SIZE,
        **values,
    )


def is_receipt(parameters: QueryDict) -> bool:
    """Whether an address claims to be a receipt."""
    return any(name in parameters for name in (*_OWN, "signature"))


def read(parameters: QueryDict) -> Receipt:
    """The receipt in the parameters of an address. Raises NotOurs, and ParameterError for a bad search."""
    told = {name: str(parameters.get(name, "")) for name in _OWN}
    if not all(re.fullmatch(_WRITTEN[name], value, re.ASCII) for name, value in told.items()):
        raise NotOurs(_("This receipt is not whole."))
    try:
        day = date.fromisoformat(told["day"])
    except ValueError:
        raise NotOurs(_("This receipt is not whole.")) from None
    asked = normal(forms.read(parameters))
    receipt = Receipt(asked, int(told["ledger"]), int(told["count"]), told["sha256"], day)
    try:
        Signer(salt=_SIGNER).unsign(f"{receipt.message()}:{parameters.get('signature', '')}")
    except BadSignature:
        raise NotOurs(_("This receipt was not given here, or something in it was changed.")) from None
    return receipt
