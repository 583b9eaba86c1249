"""What programs that read pages find: <meta>, alternates and COinS, of public documents alone."""

import json
from datetime import date
from urllib.parse import parse_qs

import pytest

from testimonies.citations import Entry, coins, meta, schema_org
from testimonies.citations.names import split_name
from testimonies.models import Passage
from tests.factories import make_witness, publish
from tests.testimonies.citations.samples import ADDRESS, ARK, TESTIMONY, cited
from tests.testimonies.pages.conftest import _media_of_its_own, addresses, archive  # noqa: F401
from tests.testimonies.pages.html import Page

FORMS = {
    "jsonld": "application/ld+json",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "csl.json": "application/vnd.citationstyles.csl+json",
}

LISTS = (
    *("testimonies", "camps", "claims", "sources", "witnesses", "topics"),
    *("figures", "disagreements", "collections"),
)


def values(found, name):
    return [content for one, content in found if one == name]


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return Page(response.text)


def metas(page):
    return [
        (one.attributes["name"], one.attributes["content"])
        for one in page.elements
        if one.tag == "meta" and "name" in one.attributes
    ]


def context_objects(page):
    return [
        parse_qs(one.attributes["title"]) for one in page.elements if one.attributes.get("class") == "Z3988"
    ]


def test_a_version_is_told_in_dublin_core_prism_and_highwire():
    found = meta(TESTIMONY)
    assert values(found, "DC.identifier") == [ARK, ADDRESS, "T-000117, version 2"]
    assert values(found, "citation_title") == values(found, "DC.title") == ["Synthetic record 17"]
    assert values(found, "citation_publication_date") == ["2026/11/21"]
    assert values(found, "prism.publicationDate") == values(found, "DC.date") == ["2026-11-21"]
    assert values(found, "prism.versionIdentifier") == ["2"]
    assert values(found, "DC.creator") == values(found, "citation_publisher") == ["Testimony Archive"]
    (told,) = values(found, "DC.description")
    assert told.startswith("Summary of testimony by Kang Chol-hwan. Version 2, para. 3. Original source")


def test_it_is_no_article_of_a_journal():
    assert values(meta(TESTIMONY), "z:itemType") == ["document"]


def test_a_witness_with_a_public_name_is_an_author_surname_first_and_hyphen_kept():
    assert values(meta(TESTIMONY), "citation_author") == ["Kang, Chol-hwan"]
    assert values(meta(cited(who="Witness 17")), "citation_author") == ["Witness 17"]


@pytest.mark.parametrize("changes", [{"who": None}, {"noun": "claim", "who": "An organisation"}])
def test_without_a_public_witness_there_is_no_author(changes):
    found = meta(cited(**changes))
    assert values(found, "citation_author") == values(found, "DC.contributor") == []
    assert all(content for _name, content in found)


@pytest.mark.parametrize(
    ("whole", "split"),
    [
        ("Kang Chol-hwan", "Kang, Chol-hwan"),
        ("Shin Dong-hyuk", "Shin, Dong-hyuk"),
        ("강철환", "강철환"),
        ("Witness 0117", "Witness 0117"),
        ("Blaine Harden", "Blaine Harden"),
        ("Kim", "Kim"),
    ],
)
def test_only_a_name_that_is_korean_by_its_form_gets_a_comma(whole, split):
    assert split_name(whole) == split


def test_coins_say_what_the_record_is_and_keep_the_archive_whole():
    entry = Entry("T-000117", "testimony", 2, date(2026, 11, 21), "A & “B” = 1", ADDRESS, ARK, "ko")
    told = parse_qs(coins(entry, "Testimony Archive"))
    assert told["rft.title"] == ["A & “B” = 1"]
    assert told["rft.identifier"] == [ADDRESS, ARK]
    assert (told["rft.aucorp"], told["rft.date"]) == (["Testimony Archive"], ["2026-11-21"])
    assert told["rft.description"] == ["Summary of testimony T-000117, version 2"]
    assert (told["ctx_ver"], told["rft_val_fmt"]) == (["Z39.88-2004"], ["info:ofi/fmt:kev:mtx:dc"])


def test_schema_org_names_the_archive_as_author_and_the_sources_as_what_it_is_based_on():
    node = json.loads(json.dumps(schema_org(TESTIMONY)))
    assert (node["@type"], node["@id"], node["version"]) == ("CreativeWork", ADDRESS, "2")
    assert node["author"] == {"@type": "Organization", "name": "Testimony Archive"}
    assert node["contributor"]["name"] == "Kang Chol-hwan"
    assert {one["propertyID"]: one["value"] for one in node["identifier"]}["ARK"] == ARK
    (book,) = node["isBasedOn"]
    assert (book["@type"], book["isbn"]) == ("Book", "978-0-670-02332-5")
    assert book["author"] == [{"@type": "Person", "name": "Blaine Harden"}]


@pytest.mark.django_db
def test_every_record_page_has_a_head_and_alternates_that_answer(client, addresses):  # noqa: F811
    for address in addresses:
        page = page_of(client, address)
        links = {
            one.attributes["type"]: one.attributes["href"]
            for one in page.elements
            if one.attributes.get("rel") == "alternate" and "type" in one.attributes
        }
        parts = address.strip("/").split("/")
        is_record = len(parts) in (2, 3) and "history" not in parts and "citation-status" not in parts
        assert bool(values(metas(page), "citation_title")) == is_record, address
        assert set(links) == (set(FORMS.values()) if is_record else set()), address
        for kind, href in links.items():
            response = client.get(href)
            assert (response.status_code, response["Content-Type"].split(";")[0]) == (200, kind)


@pytest.mark.django_db
def test_the_head_of_an_old_version_names_that_version(client, archive):  # noqa: F811
    archive.testimony.title = "Synthetic record, revised"
    archive.testimony.save()
    publish(archive.testimony)
    here = f"/testimonies/{archive.testimony.identifier}/"
    old, new = (metas(page_of(client, address)) for address in (f"{here}v1/", here))
    assert values(old, "prism.versionIdentifier") == ["1"]
    assert values(new, "citation_title") == ["Synthetic record, revised"]
    assert "revised" not in "".join(content for _name, content in old)


@pytest.mark.django_db
def test_the_cite_page_of_a_passage_is_pinned_to_it(client, archive):  # noqa: F811
    page = page_of(client, f"/testimonies/{archive.testimony.identifier}/cite/?passage=3")
    assert values(metas(page), "DC.identifier")[0].endswith("#p3")
    (link,) = [one for one in page.elements if one.attributes.get("type") == FORMS["ris"]]
    assert client.get(link.attributes["href"]).text.count("para. 3") == 1


@pytest.mark.django_db
def test_nothing_of_working_rows_is_in_a_head(client, archive):  # noqa: F811
    record = archive.testimony
    record.title, record.witness = "Canary title", make_witness(public_name="Canary Name")
    record.save()
    Passage.objects.filter(testimony=record).update(text="Canary words.")
    archive.witness.public_name = "Canary Other"
    archive.witness.save()
    for address in (
        f"/testimonies/{record.identifier}/",
        "/testimonies/",
        f"/testimonies/{record.identifier}.jsonld",
    ):
        assert "Canary" not in client.get(address).text


@pytest.mark.django_db
def test_a_list_has_a_hidden_context_object_for_each_entry(client, archive):  # noqa: F811
    for name in LISTS:
        page = page_of(client, f"/{name}/")
        found = context_objects(page)
        assert found, name
        assert len({one["rft.identifier"][0] for one in found}) == len(found)
        for one in page.elements:
            if one.attributes.get("class") == "Z3988":
                assert "hidden" in one.parents[-1].attributes and not one.text
        address = found[0]["rft.identifier"][0].removeprefix("http://testserver")
        assert client.get(address).status_code == 200
