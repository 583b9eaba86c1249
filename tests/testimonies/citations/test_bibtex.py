"""BibTeX: nothing TeX would misread, and the same fields when another program reads it back."""

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given

from testimonies.citations import bibtex
from testimonies.citations.bibtex import escaped
from tests.testimonies.citations.anything import CITED, TEXT
from tests.testimonies.citations.samples import ADDRESS, ARK, TESTIMONY, cited

COMMANDS = {
    "backslash": "\\",
    "braceleft": "{",
    "braceright": "}",
    "asciitilde": "~",
    "asciicircum": "^",
}


def read(written):
    library = bibtexparser.parse_string(written)
    assert not library.failed_blocks
    (entry,) = library.entries
    return entry


def unescaped(text):
    """What TeX prints for it."""
    for name, char in COMMANDS.items():
        text = text.replace(f"\\text{name}{{}}", f"\0{char}")
    for char in "&%$#_{}":
        text = text.replace(f"\\{char}", char)
    return text.replace("\0", "")


def balanced(text):
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def test_it_is_read_back_with_the_same_fields():
    entry = read(bibtex(TESTIMONY))
    assert (entry.entry_type, entry.key) == ("misc", "T-000117-v2-p3")
    assert entry["title"] == "{Synthetic record 17}"
    assert entry["author"] == "{Testimony Archive}"
    assert (entry["year"], entry["month"], entry["date"]) == ("2026", "11", "2026-11-21")
    assert entry["howpublished"] == "Summary of testimony by Kang Chol-hwan"
    assert (entry["number"], entry["version"]) == ("T-000117", "2")
    assert (entry["url"], entry["eprint"], entry["eprinttype"]) == (ADDRESS, ARK, "ark")
    assert entry["note"].startswith(
        "Version 2, para. 3. Original source, as summarised in this record: Blaine Harden, Escape"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("R&D", r"R\&D"),
        ("100%", r"100\%"),
        ("$5 #1 a_b", r"\$5 \#1 a\_b"),
        ("{x}", r"\{x\}"),
        ("}x{", r"\textbraceright{}x\textbraceleft{}"),
        ("a\\b~^", r"a\textbackslash{}b\textasciitilde{}\textasciicircum{}"),
        ("Pukch'ŏng, 강철환, é", "Pukch'ŏng, 강철환, é"),
    ],
)
def test_what_tex_would_misread_is_escaped_and_accents_stay(text, written):
    assert escaped(text) == written


def test_another_program_decodes_the_escapes():
    library = bibtexparser.parse_string(
        bibtex(cited(title="50% of {zone} & Yodŏk_1")), append_middleware=[LatexDecodingMiddleware()]
    )
    assert library.entries[0]["title"].strip("{}") == "50% of {zone} & Yodŏk_1"


@given(TEXT)
def test_escaping_loses_nothing_and_balances(text):
    assert unescaped(escaped(text)) == text.replace("\0", "")
    assert balanced(escaped(text))


@given(CITED)
def test_whatever_the_title_it_is_read_back(record):
    entry = read(bibtex(record))
    assert unescaped(entry["title"][1:-1]) == record.title
    assert unescaped(entry["author"][1:-1]) == record.archive
    assert entry["url"] == record.address
    assert all(balanced(field.value) for field in entry.fields)
