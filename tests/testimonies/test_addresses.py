"""Addresses by noun; a camp stands below an address of its own."""

import pytest

from testimonies import ledger
from testimonies.addresses import FOLDERS, address, address_of, version_address_of
from testimonies.vocabulary import Noun
from tests import factories


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("T-000117", "testimony"), "/testimonies/T-000117/"),
        (("C-000031", "claim"), "/claims/C-000031/"),
        (("S-0042", "source"), "/sources/S-0042/"),
        (("W-0007", "witness"), "/witnesses/W-0007/"),
        (("F-0003", "figure"), "/figures/F-0003/"),
        (("forced-labour", "topic"), "/topics/forced-labour/"),
        (("kwalliso-18", "entity", "camp"), "/camps/kwalliso-18/"),
        (("ministry-of-state-security", "entity", "organisation"), "/entities/ministry-of-state-security/"),
        (("T-000117", "testimony", None, 2), "/testimonies/T-000117/v2/"),
    ],
)
def test_it_follows_the_interface(given, expected):
    assert address(*given) == expected


def test_every_noun_has_an_address():
    assert set(FOLDERS) == set(Noun)


def test_the_kind_of_a_claim_or_source_is_no_camp():
    assert address("C-000001", "claim", "camp") == "/claims/C-000001/"


def test_it_refuses_a_noun_that_is_none():
    with pytest.raises(ValueError, match="rumour"):
        address("R-1", "rumour")


@pytest.mark.django_db
def test_a_published_camp_knows_its_address():
    camp = factories.publish(factories.make_camp(18))
    published = ledger.current(camp.identifier)
    assert address_of(published) == "/camps/kwalliso-18/"
    assert version_address_of(published) == "/camps/kwalliso-18/v1/"
