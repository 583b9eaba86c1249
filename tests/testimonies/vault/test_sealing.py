"""What is sealed opens only where it was sealed: nothing can be swapped, moved or bent."""

import random

import pytest
from django.db import DatabaseError, connections, transaction

from testimonies.vault import custody, guards, sealing
from testimonies.vault.envelope import CannotSeal, Details, NotSealedHere, Place, seal, unseal
from testimonies.vault.models import Act, Sealing
from tests.factories import make_user, make_witness
from tests.testimonies.vault.scene import BOTH, DETAILS, PUBLISH, protect, protected

pytestmark = pytest.mark.django_db(databases=BOTH)
WITNESSES = 12


def owning_the_database() -> None:
    guards.drop(connections["vault"])


def put(row: Sealing, ciphertext: bytes) -> None:
    Sealing.objects.filter(pk=row.pk).update(ciphertext=ciphertext)


def refused(row: Sealing, keys) -> bool:
    try:
        custody.opened(Sealing.objects.get(pk=row.pk), keys)
    except NotSealedHere:
        return True
    return False


def swaps_and_flips_are_refused(count: int, keys) -> None:
    owning_the_database()
    rows, chance = list(Sealing.objects.all()), random.Random(count)
    for turn in range(count):
        row, other = chance.sample(rows, 2)
        whole = bytes(row.ciphertext)
        bent = bytearray(whole)
        bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
        put(row, bytes(other.ciphertext) if turn % 2 else bytes(bent))
        assert refused(row, keys), turn
        put(row, whole)
        assert not refused(row, keys)


def test_a_ciphertext_that_was_moved_or_bent_is_refused(hold_the_key):
    several = [protected(Details(f"Synthetic name {number}")) for number in range(WITNESSES)]
    protect(several[0], PUBLISH, DETAILS, make_user("contributor"))  # and two rows of one witness
    hold_the_key()
    swaps_and_flips_are_refused(40, custody.identities())


@pytest.mark.assure
def test_a_thousand_ciphertexts_that_were_moved_or_bent_are_refused(hold_the_key):
    for number in range(WITNESSES):
        protected(Details(f"Synthetic name {number}"))
    hold_the_key()
    swaps_and_flips_are_refused(1000, custody.identities())


@pytest.mark.parametrize("other", [{"token": "2"}, {"protection": "2"}, {"at": "2"}])
def test_a_ciphertext_belongs_to_its_row_its_witness_and_its_time(key_file, other):
    place = Place("1", "1", "1")
    keys = custody.identities(str(key_file))
    sealed = seal(DETAILS, place, str(keys[0].to_public()))
    assert unseal(sealed, place, keys) == DETAILS
    with pytest.raises(NotSealedHere, match="another row"):
        unseal(sealed, Place(**vars(place) | other), keys)


def test_the_length_of_a_ciphertext_tells_little(key_file):
    keys = custody.identities(str(key_file))
    short, long = Details("a"), Details("a" * 900, "b" * 900, "c" * 900)
    lengths = [len(unpadded_of(details, keys)) for details in (short, long)]
    assert lengths[0] == lengths[1]


def unpadded_of(details: Details, keys) -> bytes:
    """The payload of age, after its header, whose length varies by itself."""
    sealed = seal(details, Place("1", "1", "1"), str(keys[0].to_public()))
    return sealed[sealed.index(b"\n--- ") :]


def test_nothing_is_sealed_and_nobody_protected_without_a_public_key(settings):
    settings.VAULT_RECIPIENT = ""
    witness = make_witness()
    with pytest.raises(CannotSeal, match="VAULT_RECIPIENT"):
        protect(witness, PUBLISH, DETAILS, make_user("contributor"))
    witness.refresh_from_db()
    assert (witness.protection, witness.consent, Sealing.objects.count()) == (None, "", 0)
    assert not Act.objects.exists()


def test_details_that_come_later_overwrite_nothing(hold_the_key):
    witness = protected(Details("First synthetic name"))
    protect(witness, PUBLISH, Details("Second synthetic name"), make_user("contributor"))
    assert len(sealing.sealed_at(witness.protection)) == 2
    hold_the_key()
    told = [details.legal_name for _at, details in custody.read(witness.protection, "custodian", "a test")]
    assert sorted(told) == ["First synthetic name", "Second synthetic name"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vault_sealing SET ciphertext = x'00'",
        "UPDATE vault_sealing SET protection = 'another'",
        "DELETE FROM vault_sealing",
        "UPDATE vault_act SET who = 'nobody'",
        "DELETE FROM vault_act",
        "INSERT OR REPLACE INTO vault_act SELECT id, 'read', '', 'nobody', at, 'other' FROM vault_act",
    ],
)
def test_the_vaults_database_refuses_what_would_hide_an_act_or_lose_a_sealing(key_file, statement):
    protected()
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(using="vault"),
        connections["vault"].cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_guards_of_the_vault_are_installed_and_missed_when_they_are_not():
    assert guards.missing(connections["vault"]) == set()
    owning_the_database()
    assert guards.missing(connections["vault"]) == {guard.name for guard in guards.GUARDS}
