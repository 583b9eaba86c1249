"""What the vocabularies hold, and the integrity conditions of SKOS, asked of both forms."""

from collections import Counter

import pytest

from testimonies.models import Name
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_source, make_topic, make_user, make_witness, publish
from tests.testimonies.skos.reading import TYPE, read_jsonld, read_turtle

SKOS, XL, TERMS = (
    "http://www.w3.org/2004/02/skos/core#",
    "http://www.w3.org/2008/05/skos-xl#",
    "http://purl.org/dc/terms/",
)
TOPICS = "http://testserver/topics/"
KINDS = {"ttl": "text/turtle; charset=utf-8", "jsonld": "application/ld+json"}


def read(client, name):
    """The triples of a vocabulary: the same in both forms."""
    answers = {form: client.get(f"/{name}.{form}") for form in KINDS}
    assert {form: answer["Content-Type"] for form, answer in answers.items()} == KINDS
    triples = read_turtle(answers["ttl"].text)
    assert triples == read_jsonld(answers["jsonld"].text)
    return triples


def of(triples, subject, name):
    return {value for one, prop, value in triples if (one, prop) == (subject, name)}


def pairs(triples, name):
    return {(one, value) for one, prop, value in triples if prop == SKOS + name}


def closure(found):
    """The transitive closure of some pairs."""
    while True:
        more = found | {(a, d) for a, b in found for c, d in found if b == c}
        if more == found:
            return found
        found = more


def assert_integrity(triples):
    """S9, S13, S14, S27, S37 of the SKOS Reference, no circle of broader, and no loose end."""
    concepts = {one for one, prop, value in triples if (prop, value) == (TYPE, SKOS + "Concept")}
    schemes = {one for one, prop, value in triples if (prop, value) == (TYPE, SKOS + "ConceptScheme")}
    assert not concepts & schemes
    preferred = pairs(triples, "prefLabel")
    labels = Counter((concept, language) for concept, (_text, language, _type) in preferred)
    assert {concept for concept, _language in labels} == concepts
    assert set(labels.values()) == {1}
    assert not preferred & pairs(triples, "altLabel")
    broader = closure(pairs(triples, "broader") | {(b, a) for a, b in pairs(triples, "narrower")})
    assert not [one for one, other in broader if one == other]
    assert not pairs(triples, "related") & (broader | {(b, a) for a, b in broader})
    assert {end for pair in broader for end in pair} <= concepts
    tops = pairs(triples, "topConceptOf")
    assert tops == {(top, scheme) for scheme, top in pairs(triples, "hasTopConcept")}
    assert not {top for top, _scheme in tops} & {one for one, _other in broader}
    assert pairs(triples, "inScheme") == {(concept, scheme) for concept in concepts for scheme in schemes}


@pytest.mark.parametrize("name", ["topics", "names"])
def test_the_sample_is_sound_skos(client, loaded, name):
    triples = read(client, name)
    assert len(triples) > 100
    assert_integrity(triples)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["topics", "names"])
def test_an_empty_archive_has_a_scheme_without_concepts(client, name):
    triples = read(client, name)
    assert [value for _one, prop, value in triples if prop == TYPE] == [SKOS + "ConceptScheme"]


@pytest.mark.django_db
def test_a_topic_has_labels_note_and_broader_term(client):
    work = publish(make_topic(slug="work", label_en="Work", label_ko="노동"))
    note = 'Work that is "forced".\nAlso \\ in mines.'
    publish(make_topic(slug="forced-work", label_en="Forced work", broader=work, scope_note=note))
    triples = read(client, "topics")
    assert_integrity(triples)
    assert of(triples, f"{TOPICS}work/", SKOS + "prefLabel") == {("Work", "en", ""), ("노동", "ko", "")}
    assert of(triples, f"{TOPICS}forced-work/", SKOS + "broader") == {f"{TOPICS}work/"}
    assert of(triples, f"{TOPICS}forced-work/", SKOS + "scopeNote") == {(note, "en", "")}


@pytest.mark.django_db
def test_a_withdrawn_broader_term_leaves_a_top_concept(client):
    work = publish(make_topic(slug="work", label_en="Work"))
    publish(make_topic(slug="forced-work", label_en="Forced work", broader=work))
    perform(Action.WITHDRAW, work, make_user("moderator"), "wrong", reason="error")
    triples = read(client, "topics")
    assert_integrity(triples)
    assert of(triples, f"{TOPICS}forced-work/", SKOS + "topConceptOf") == {TOPICS}
    assert not [one for one in triples if f"{TOPICS}work/" in one]


@pytest.mark.django_db
def test_a_merged_broader_term_is_followed(client):
    work, labour = publish(make_topic(slug="work")), publish(make_topic(slug="labour"))
    publish(make_topic(slug="forced-work", broader=work))
    perform(Action.MERGE, work, make_user("moderator"), "the same", into=labour)
    triples = read(client, "topics")
    assert_integrity(triples)
    assert of(triples, f"{TOPICS}forced-work/", SKOS + "broader") == {f"{TOPICS}labour/"}


@pytest.mark.django_db
def test_a_circle_that_a_merger_closes_is_opened(client):
    work = publish(make_topic(slug="work"))
    mines = publish(make_topic(slug="mines", broader=work))
    coal = publish(make_topic(slug="coal", broader=mines))
    perform(Action.MERGE, work, make_user("moderator"), "the same", into=coal)
    triples = read(client, "topics")
    assert_integrity(triples)
    assert len(pairs(triples, "broader")) == 1


@pytest.mark.django_db
def test_an_entity_has_every_spelling_with_system_and_source(client):
    source = publish(make_source())
    camp = make_camp(18, heading="Camp 18", heading_ko="북창")
    for text, language, system in (
        ("Pukch’ang", "ko-Latn", "mr"),
        ("북창", "ko", "original"),
        ("Bukchang", "ko-Latn", "rr"),
    ):
        Name.objects.create(owner=camp, text=text, language=language, system=system, source=source)
    publish(camp)
    triples = read(client, "names")
    assert_integrity(triples)
    here = "http://testserver/camps/kwalliso-18/"
    assert of(triples, here, SKOS + "prefLabel") == {("Camp 18", "en", ""), ("북창", "ko", "")}
    spellings = {("Pukch’ang", "ko-Latn", ""), ("Bukchang", "ko-Latn", "")}
    assert of(triples, here, SKOS + "altLabel") == spellings
    labels = [dict(part) for _blank, part in of(triples, here, XL + "altLabel")]
    assert {label[XL + "literalForm"] for label in labels} == spellings
    assert {label[TERMS + "type"][0] for label in labels} == {"McCune–Reischauer", "Revised Romanization"}
    assert {label[TERMS + "source"] for label in labels} == {
        f"http://testserver/sources/{source.identifier}/"
    }


@pytest.mark.django_db
def test_neither_drafts_nor_witnesses_nor_what_is_withdrawn_is_told(client):
    make_topic(label_en="Canary draft")
    make_camp(14, heading="Canary camp")
    publish(make_witness(public_name="Canary witness"))
    gone = publish(make_topic(label_en="Canary withdrawn"))
    perform(Action.WITHDRAW, gone, make_user("moderator"), "wrong", reason="error")
    kept = publish(make_topic(label_en="A kept topic"))
    kept.label_en = "Canary edit"
    kept.save()
    for name in ("topics", "names"):
        assert "Canary" not in str(read(client, name))


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "name"), [("topics", "topics"), ("entities", "names")])
def test_the_list_links_to_the_vocabulary(client, page, name):
    text = client.get(f"/{page}/").text
    for form in KINDS:
        assert f'href="/{name}.{form}"' in text
