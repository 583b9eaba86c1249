"""Golden examples of the MLA Handbook, 9th edition."""

from dataclasses import replace
from datetime import date

from testimonies.citations import When, cite, cite_in_text
from tests.testimonies.citations.samples import ADDRESS, ARK, BOOK, INQUIRY, MEMOIR, NEWS, NOTE, cited, of

RECORD = (
    "“Synthetic record 17.” Testimony Archive, version 2, summary T-000117 of testimony by Kang Chol-hwan, "
    f"21 Nov. 2026, par. 3, {ARK}, {ADDRESS}."
)


def test_the_core_elements_come_in_their_order():
    """Title, container, version, number, date, location; no author, for the archive is its own publisher."""
    assert cite(cited(), "mla") == (
        f"{RECORD} Original source, as summarised in this record: "
        "Harden, Blaine. Escape from Camp 14. Viking, 2012, p. 12."
    )


def test_the_citation_in_the_text_names_the_source_and_the_paragraph():
    """Indirect source; numbered paragraphs with "par."."""
    assert cite_in_text(cited(), "mla") == "(Harden, p. 12, as summarised in “Synthetic record 17,” par. 3)"


def test_an_article_names_its_container():
    assert cite(of(NEWS), "mla").endswith(
        "Lankov, Andrei. “The Surprising News From North Korea's Prisons.” Bloomberg, 13 Oct. 2014."
    )


def test_an_organisation_is_an_author():
    assert cite(of(INQUIRY), "mla").endswith(
        "United Nations Human Rights Council. Report of the Commission of Inquiry. "
        "A/HRC/25/63, 7 Feb. 2014, para. 61."
    )


def test_months_of_four_letters_are_not_abbreviated():
    june = replace(NEWS, when=When.of("June 2011", "2011-06"))
    assert cite(of(june), "mla").endswith("Bloomberg, June 2011.")


def test_two_authors_are_joined_and_three_become_others():
    two = replace(BOOK, authors=("Harden, Blaine", "Hawk, David"))
    three = replace(BOOK, authors=("Harden, Blaine", "Hawk, David", "Cha, Victor D."))
    assert "Harden, Blaine, and David Hawk. Escape" in cite(of(two), "mla")
    assert "Harden, Blaine, et al. Escape" in cite(of(three), "mla")


def test_a_korean_author_is_not_inverted():
    assert "Kang Chol-hwan. A Synthetic Memoir. Press." in cite(of(MEMOIR), "mla")


def test_an_unresolved_source_says_so():
    assert cite(of(NOTE), "mla").endswith("this record: note [32], unresolved.")


def test_a_date_of_access_is_a_last_element():
    assert f"{ADDRESS}. Accessed 5 Jan. 2027." in cite(of(accessed=date(2027, 1, 5)), "mla")


def test_a_record_without_sources_stands_alone():
    assert cite(of(), "mla") == RECORD
