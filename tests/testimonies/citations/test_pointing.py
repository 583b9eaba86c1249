"""A citation's own text leads back to what it cites, in every style and file; other texts do not."""

import json

import pytest

from testimonies.addresses import NOUNS
from testimonies.citations import STYLES, bibtex, cite, cite_in_text, csl, csl_styles, plain, ris, schema_org
from testimonies.citations.pointing import Pointer, PointingError, pointer
from testimonies.citing import ark_of
from tests.testimonies.citations.samples import BOOK, INQUIRY, cited, of

HOST = "archive.example"
THREE = Pointer("T-000117", 2, 3)


def read(text):
    return pointer(text, "99999", HOST, NOUNS)


def real(**changes):
    """The sample record under the ARK it really has."""
    passage = changes.get("passage", 3)
    return cited(ark=ark_of("T-000117", 2, passage), **changes)


@pytest.mark.parametrize("style", [*STYLES, "ieee", "nature", "oscola"])
def test_every_style_is_read_back(style):
    record = real(originals=(BOOK, INQUIRY))
    assert read(cite(record, style)) == THREE
    assert read(cite(record, style).replace(" ", "\n  ")) == THREE
    whole = real(passage=None, address="https://archive.example/testimonies/T-000117/v2/")
    assert read(cite(whole, style)) == Pointer("T-000117", 2)


def test_a_style_of_csl_is_among_them():
    assert {"ieee", "nature", "oscola"} <= csl_styles.names()


def test_the_files_are_read_back():
    record = real()
    written = (
        ris(record),
        bibtex(record),
        plain(record),
        json.dumps(csl(record)),
        json.dumps(schema_org(record)),
    )
    for text in (*written, record.ark, record.address, record.key):
        assert read(text) == THREE


def test_what_chicago_puts_in_the_text_is_read_back_with_the_passage_of_the_record_not_of_the_source():
    assert read(cite_in_text(of(INQUIRY), "chicago-author-date")) == THREE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("T-000117", Pointer("T-000117")),
        ("T-000117-v12", Pointer("T-000117", 12)),
        ("kwalliso-18-v2", Pointer("kwalliso-18", 2)),
        ("/camps/kwalliso-18/", Pointer("kwalliso-18")),
        ("/ko/testimonies/T-000117/v2/#p3", THREE),
        ("https://archive.example/testimonies/T-000117/v2/cite/?passage=3", THREE),
        ("https://archive.example/testimonies/T-000117/v2/cite/?style=mla&passage=3", THREE),
        ("/testimonies/T-000117/v2.csl.json?passage=3", THREE),
        ("see <https://archive.example/testimonies/T-000117/v2/#p3>, accessed today", THREE),
        ("Summary T-000117 of testimony, version 2, para. 3, ARCHIVE", THREE),
        ("T-000117, Version 2, par. 3", THREE),
        (ark_of("T-000117", 2, 3).replace("ark:/", "ark:"), THREE),
        (f"https://elsewhere.example/{ark_of('T-000117', 2, 3)}", THREE),
    ],
)
def test_a_reference_in_another_form_is_read(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "names no record"),
        ("Blaine Harden, Escape from Camp 14 (Viking, 2012), 12.", "names no record"),
        ("https://elsewhere.example/testimonies/T-000117/v2/", "names no record"),
        ("https://elsewhere.example/topics/forced-labour/", "names no record"),
        ("https://archive.example/about/forced-labour/", "names no record"),
        (ark_of("T-000117").replace("99999", "12345"), "check character"),
        ("ark:/99999/t000117x", "check character"),
        ("T-000117 and T-000118", "several records: T-000117, T-000118"),
        ("\x00" * 5000, "names no record"),
        ("T-" * 5000, "names no record"),
    ],
)
def test_what_points_at_nothing_here_is_refused_with_a_reason(text, why):
    with pytest.raises(PointingError, match=why):
        read(text)
