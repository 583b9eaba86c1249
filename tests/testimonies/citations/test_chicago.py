"""Golden examples of Chicago, 18th edition, each under the rule it follows."""

from datetime import date

from testimonies.citations import cite, cite_in_text
from tests.testimonies.citations.samples import ADDRESS, ARK, BOOK, INQUIRY, MEMOIR, NEWS, NOTE, cited, of

RECORD = (
    "“Synthetic record 17,” summary T-000117 of testimony by Kang Chol-hwan, version 2, para. 3, "
    f"Testimony Archive, November 21, 2026, {ARK}, {ADDRESS}."
)


def test_a_note_names_the_source_first_and_where_it_was_read():
    """As CMOS sets what is "quoted in" another work; no place of publication (14.30); bare pages."""
    assert cite(cited(), "chicago-notes") == (
        f"Blaine Harden, Escape from Camp 14 (Viking, 2012), 12, as summarised in {RECORD}"
    )


def test_a_bibliography_entry_inverts_the_western_name_and_adds_where_it_was_read():
    """The source's own entry, then the "quoted in" clause as a sentence; first author inverted."""
    assert cite(cited(), "chicago-bibliography") == (
        f"Harden, Blaine. Escape from Camp 14. Viking, 2012, 12. As summarised in {RECORD}"
    )


def test_an_author_date_entry_stands_under_the_archive_with_the_year_second():
    """Year after the author; an organisation is the author of what it writes."""
    assert cite(cited(), "chicago-author-date") == (
        "Testimony Archive. 2026. “Synthetic record 17.” Summary T-000117 of testimony by Kang Chol-hwan, "
        f"version 2, para. 3. November 21, 2026. {ARK}. {ADDRESS}. "
        "Original source, as summarised in this record: "
        "Blaine Harden, Escape from Camp 14 (Viking, 2012), 12."
    )
    assert cite_in_text(cited(), "chicago-author-date") == (
        "(Harden 2012, 12, as summarised in Testimony Archive 2026, T-000117, v2, para. 3)"
    )


def test_an_article_stands_in_quotation_marks_and_its_paper_in_italics():
    """Comma and full stop inside the closing quotation mark (CMOS, American punctuation)."""
    assert cite(of(NEWS), "chicago-notes").startswith(
        "Andrei Lankov, “The Surprising News From North Korea's Prisons,” Bloomberg, October 13, 2014, as "
    )
    assert cite(of(NEWS), "chicago-bibliography").startswith(
        "Lankov, Andrei. “The Surprising News From North Korea's Prisons.” Bloomberg, October 13, 2014. As "
    )


def test_an_organisation_is_an_author_and_a_symbol_follows_the_title():
    assert cite(of(INQUIRY), "chicago-notes").startswith(
        "United Nations Human Rights Council, Report of the Commission of Inquiry, A/HRC/25/63 "
        "(February 7, 2014), para. 61, as summarised in "
    )


def test_a_korean_author_is_neither_inverted_nor_given_a_comma():
    """CMOS 18, 13.75: family names that come first stay first, without inversion."""
    assert cite(of(MEMOIR), "chicago-bibliography").startswith("Kang Chol-hwan. A Synthetic Memoir. Press.")
    assert cite(of(MEMOIR), "chicago-notes").startswith("Kang Chol-hwan, A Synthetic Memoir (Press), ")


def test_an_unresolved_source_says_so():
    for style in ("chicago-notes", "chicago-bibliography"):
        assert cite(of(NOTE), style).startswith("Note [32], unresolved")


def test_several_sources_are_all_named():
    assert "2012), 12; note [32], unresolved, both as summarised in “" in cite(
        of(BOOK, NOTE), "chicago-notes"
    )
    assert "; note [32], unresolved. All as summarised in “" in cite(
        of(BOOK, NEWS, NOTE), "chicago-bibliography"
    )


def test_of_many_sources_the_first_four_are_named_and_the_rest_counted():
    line = cite(of(BOOK, NEWS, INQUIRY, MEMOIR, NOTE, NOTE), "chicago-notes")
    assert "A Synthetic Memoir (Press); and 2 more, all as summarised in" in line


def test_a_record_without_sources_stands_alone():
    assert cite(of(), "chicago-notes") == RECORD
    assert cite(of(), "chicago-bibliography").startswith(
        "Testimony Archive. “Synthetic record 17.” Summary T-"
    )


def test_a_date_of_access_is_printed_only_when_given():
    assert "accessed" not in cite(cited(), "chicago-notes")
    line = cite(cited(accessed=date(2027, 1, 5)), "chicago-notes")
    assert "November 21, 2026, accessed January 5, 2027, ark:" in line


def test_a_title_that_asks_keeps_its_mark_and_gets_no_full_stop():
    """CMOS: a full stop never follows a question mark; a comma may."""
    assert "“Who was there?” Summary" in cite(of(title="Who was there?"), "chicago-bibliography")
    assert "“Who was there?,” summary" in cite(of(title="Who was there?"), "chicago-notes")


def test_a_quotation_inside_a_title_takes_single_marks():
    assert "“The ‘village’ and the “" not in cite(of(title="The “village” of guards"), "chicago-notes")
    assert cite(of(title="The “village” of guards"), "chicago-notes").startswith(
        "“The ‘village’ of guards,” "
    )
    assert cite(of(title='The "village" of guards'), "chicago-notes").startswith(
        "“The ‘village’ of guards,” "
    )
