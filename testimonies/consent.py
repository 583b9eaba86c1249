"""May a witness's records be public? Asked before an approval, and every day after it by the queue.

Who the witness is, is nowhere asked: consent is three facts beside a random token.
"""

from datetime import UTC, date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from testimonies.documents import NotCanonical, NotPublishable, canonical, from_record
from testimonies.ledger import digest_of
from testimonies.models import Record, Scan, Testimony, Witness
from testimonies.vault.sealing import sealed_at
from testimonies.vocabulary import Use


def today() -> date:
    """The day by which consent is judged, in UTC."""
    return datetime.now(UTC).date()


def protected_witness(record: Record) -> Witness | None:
    """The protected witness whose record this is; None when there is none."""
    whole = record.whole()
    witness = whole.witness if isinstance(whole, Testimony) else whole
    return witness if isinstance(witness, Witness) and witness.protection else None


def no_consent(prefix: str = "") -> Q:
    """Witnesses who are protected and whose consent for publication does not hold; `prefix` leads to them."""
    missing = ~Q(**{f"{prefix}consent__contains": Use.PUBLICATION})
    over = Q(**{f"{prefix}consent_until__lt": today()})
    withdrawn = Q(**{f"{prefix}consent_withdrawn": True})
    return Q(**{f"{prefix}protection__isnull": False}) & (missing | over | withdrawn)


def why_not_consented(witness: Witness) -> str:
    """Why a protected witness's records may not be public; empty when they may."""
    if witness.consent_withdrawn:
        return _("The witness has withdrawn consent.")
    if Use.PUBLICATION not in witness.uses:
        return _("The witness is protected and has not consented to publication.")
    if witness.consent_until and witness.consent_until < today():
        return _("The witness's consent ended on %(day)s.") % {"day": witness.consent_until}
    return ""


def why_not_publish(record: Record) -> str:
    """Why a record may not be approved yet for the sake of its witness; empty when it may.

    For a protected witness: consent for publication that holds, and a clean scan of exactly this content,
    made after the last details were sealed.
    """
    witness = protected_witness(record)
    if witness is None:
        return ""
    return why_not_consented(witness) or _why_not_scanned(record, witness)


def _why_not_scanned(record: Record, witness: Witness) -> str:
    try:
        digest = digest_of(record.salt, canonical(from_record(record)))
    except (NotPublishable, NotCanonical) as error:
        return _("It is not complete yet: %(why)s.") % {"why": error}
    last = Scan.objects.filter(record_id=record.pk, digest=digest).last()
    sealed = sealed_at(str(witness.protection))
    if last is None or (sealed and last.at <= sealed[-1]):
        return _(
            "The witness is protected: the custodian scans this content first, manage.py vault scan %(word)s."
        ) % {"word": record.identifier or record.pk}
    if last.is_clean:
        return ""
    places = ", ".join(str(number) if number else _("outside the passages") for number in last.numbers)
    return _("The scan found what may be a protected name. Passages: %(places)s.") % {"places": places}
