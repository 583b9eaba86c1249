"""The web's side of the vault: it seals, and says that something is sealed. It cannot read."""

from django.conf import settings
from django.db import transaction

from testimonies import ledger
from testimonies.vault.envelope import CannotSeal, Details, Place, seal
from testimonies.vault.models import Act, Deed, Sealing, new_token
from testimonies.vault.router import ALIAS


def seal_details(protection: str, details: Details, who: str) -> None:
    """Seal details of a witness under their token, as one more row. Raises CannotSeal."""
    if not settings.VAULT_RECIPIENT:
        raise CannotSeal("The vault has no public key yet: set VAULT_RECIPIENT.")
    with transaction.atomic(using=ALIAS):
        place = Place(new_token(), protection, ledger.now())
        ciphertext = seal(details, place, settings.VAULT_RECIPIENT)
        Act.objects.create(deed=Deed.SEAL, protection=protection, who=who, at=place.at)
        Sealing.objects.create(
            token=place.token,
            protection=protection,
            at=place.at,
            recipient=settings.VAULT_RECIPIENT,
            ciphertext=ciphertext,
        )


def note_facts(protection: str, facts: str, who: str) -> None:
    """Keep who changed the facts of consent to what."""
    Act.objects.create(deed=Deed.FACTS, protection=protection, who=who, at=ledger.now(), reason=facts)


def sealed_at(protection: str) -> list[str]:
    """When something was sealed under this token, oldest first; empty when nothing is."""
    return list(Sealing.objects.filter(protection=protection).values_list("at", flat=True))
