"""Golden examples of the APA Publication Manual, 7th edition."""

from dataclasses import replace
from datetime import date

from testimonies.citations import When, cite, cite_in_text
from tests.testimonies.citations.samples import ADDRESS, ARK, BOOK, INQUIRY, MEMOIR, NEWS, NOTE, cited, of

RECORD = (
    f"Testimony Archive. (2026, November 21). Synthetic record 17 (T-000117, Version 2, para. 3, {ARK}) "
    f"[Summary of testimony by Kang Chol-hwan]. {ADDRESS}"
)


def test_a_group_author_date_title_number_and_description():
    """Group author first (9.11), number in parentheses, description in brackets, no stop after the URL."""
    assert cite(cited(), "apa") == (
        f"{RECORD} (Original source, as summarised in this record: "
        "Harden, B. (2012). Escape from Camp 14 (p. 12). Viking.)"
    )


def test_the_citation_in_the_text_is_of_a_secondary_source():
    """Secondary sources (8.6): the original, then the work that was read, with the paragraph."""
    assert cite_in_text(cited(), "apa") == (
        "(Harden, 2012, p. 12, as summarised in Testimony Archive, 2026, para. 3)"
    )


def test_an_article_is_upright_and_its_container_italic():
    assert cite(of(NEWS), "apa").endswith(
        "Lankov, A. (2014, October 13). The Surprising News From North Korea's Prisons. Bloomberg.)"
    )


def test_an_organisation_is_an_author_and_a_symbol_stands_in_parentheses():
    assert cite(of(INQUIRY), "apa").endswith(
        "United Nations Human Rights Council. (2014, February 7). "
        "Report of the Commission of Inquiry (A/HRC/25/63, para. 61).)"
    )


def test_given_names_become_initials_with_their_hyphen():
    """Initials, a space between them; hyphenated ones keep the hyphen (9.8, 9.9); "&" before the last."""
    several = replace(BOOK, authors=("Cha, Victor D.", "Sartre, Jean-Luc", "King, Martin L., Jr."))
    assert "Cha, V. D., Sartre, J.-L., & King, M. L., Jr. (2012)." in cite(of(several), "apa")


def test_a_korean_author_is_never_initialised():
    assert "Kang Chol-hwan. (n.d.). A Synthetic Memoir. Press." in cite(of(MEMOIR), "apa")


def test_without_an_author_the_title_comes_first():
    """9.12."""
    anonymous = replace(BOOK, authors=(), locator="")
    assert cite(of(anonymous), "apa").endswith("this record: Escape from Camp 14. (2012). Viking.)")


def test_an_uncertain_date_keeps_its_words():
    about = replace(BOOK, when=When.of("about 2012", "2012~"))
    assert "Harden, B. (about 2012)." in cite(of(about), "apa")


def test_an_unresolved_source_says_so():
    assert cite(of(NOTE), "apa").endswith("this record: note [32], unresolved.)")


def test_a_date_of_access_is_retrieved_from():
    line = cite(of(accessed=date(2027, 1, 5)), "apa")
    assert line.endswith(f"Retrieved January 5, 2027, from {ADDRESS}")
