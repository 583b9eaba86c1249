"""Golden examples of every kind of source and of record, each with the rule it follows."""

import pytest

from testimonies.citations import STYLES, Original, When, cite
from testimonies.vocabulary import Noun, SourceKind
from tests.testimonies.citations.samples import BOOK, INQUIRY, NEWS, NOTE, cited, of

REPORT = Original(
    title="A Synthetic Report",
    kind="ngo_report",
    authors=("Hawk, David",),
    organisation="Synthetic Committee",
    when=When.of("2012", "2012"),
    locator="p. 30",
)
SITE = Original(
    title="Camp 14", kind="website", organisation="Synthetic Watch", when=When.of("3 May 2010", "2010-05-03")
)
LETTER = Original(
    title="Letter to a Secretary",
    kind="letter",
    authors=("Kim Hye-sook",),
    when=When.of("March 2009", "2009-03"),
    designation="A/63/718",
)
MAP = Original(title="Map of a Camp", kind="map", organisation="Map Agency", when=When.of("1998", "1998"))
IMAGE = Original(
    title="Image of a Camp",
    kind="imagery",
    organisation="Imaging",
    when=When.of("9 September 2011", "2011-09-09"),
)
STATE = Original(
    title="There Are None",
    kind="state_media",
    organisation="News Agency",
    when=When.of("1 April 2014", "2014-04-01"),
)
ENTRY = Original(title="Yodok", kind="encyclopedia", publisher="Encyclopedia", when=When.of("2024", "2024"))
OTHER = Original(title="A Pamphlet", kind="other", when=When.of("circa 1998", "1998~"))

# Source -> how a Chicago note, a Chicago list, MLA and APA set it.
# Chicago: reports, maps, images and pamphlets are works of their own: publisher and year in parentheses in a
# note, after the title in a list. Letters, pages, news and articles of an encyclopedia are parts: in
# quotation marks, what they are part of in italics. Without an author the title comes first.
# MLA: author, title, container, number, date, location, each with its own mark.
# APA: author, date, title, publisher; a publisher who is the author is not named twice; whoever made a map or
# an image is its author.
SOURCES = {
    REPORT: (
        "David Hawk, A Synthetic Report (Synthetic Committee, 2012), 30,",
        "Hawk, David. A Synthetic Report. Synthetic Committee, 2012, 30.",
        "Hawk, David. A Synthetic Report. Synthetic Committee, 2012, p. 30.",
        "Hawk, D. (2012). A Synthetic Report (p. 30). Synthetic Committee.",
    ),
    SITE: (
        "Synthetic Watch, “Camp 14,” May 3, 2010,",
        "Synthetic Watch. “Camp 14.” May 3, 2010.",
        "Synthetic Watch. “Camp 14.” 3 May 2010.",
        "Synthetic Watch. (2010, May 3). Camp 14.",
    ),
    LETTER: (
        "Kim Hye-sook, “Letter to a Secretary,” March 2009,",
        "Kim Hye-sook. “Letter to a Secretary.” March 2009.",
        "Kim Hye-sook. “Letter to a Secretary.” A/63/718, Mar. 2009.",
        "Kim Hye-sook. (2009, March). Letter to a Secretary (A/63/718).",
    ),
    MAP: (
        "Map Agency, Map of a Camp (1998),",
        "Map Agency. Map of a Camp. 1998.",
        "Map Agency. Map of a Camp. 1998.",
        "Map Agency. (1998). Map of a Camp.",
    ),
    IMAGE: (
        "Imaging, Image of a Camp (September 9, 2011),",
        "Imaging. Image of a Camp. September 9, 2011.",
        "Imaging. Image of a Camp. 9 Sept. 2011.",
        "Imaging. (2011, September 9). Image of a Camp.",
    ),
    STATE: (
        "News Agency, “There Are None,” April 1, 2014,",
        "News Agency. “There Are None.” April 1, 2014.",
        "News Agency. “There Are None.” 1 Apr. 2014.",
        "News Agency. (2014, April 1). There Are None.",
    ),
    ENTRY: (
        "“Yodok,” Encyclopedia, 2024,",
        "“Yodok.” Encyclopedia, 2024.",
        "“Yodok.” Encyclopedia, 2024.",
        "Yodok. (2024). Encyclopedia.",
    ),
    OTHER: (
        "A Pamphlet (circa 1998),",
        "A Pamphlet. Circa 1998.",
        "A Pamphlet. Circa 1998.",
        "A Pamphlet. (circa 1998).",
    ),
}
# The styles that set sources by themselves; author-date sets them as a note does, after its own entry.
SETTING = ("chicago-notes", "chicago-bibliography", "mla", "apa")


def test_every_kind_of_source_has_a_golden_example():
    elsewhere = {BOOK, NEWS, INQUIRY, NOTE}
    assert {source.kind for source in {*SOURCES, *elsewhere}} == set(SourceKind.values)


@pytest.mark.parametrize("source", SOURCES, ids=[source.kind for source in SOURCES])
def test_a_source_is_set_as_its_kind_asks(source):
    for style, golden in zip(SETTING, SOURCES[source], strict=True):
        line = cite(of(source), style)
        where = line.startswith(golden) if style.startswith("chicago") else line.rstrip(")").endswith(golden)
        assert where, (style, line)
    note = SOURCES[source][0].rstrip(",")
    assert cite(of(source), "chicago-author-date").endswith(
        f"Original source, as summarised in this record: {note}."
    )


# Noun -> identifier, who is named, what a note and a list call it, what APA puts in brackets.
RECORDS = {
    "claim": (
        "C-000031",
        "Someone",
        "summary C-000031 of a claim by Someone",
        "Summary of a claim by Someone",
    ),
    "source": ("S-0042", None, "source record S-0042", "Source record"),
    "witness": ("W-0007", None, "witness record W-0007", "Witness record"),
    "entity": ("kwalliso-18", None, "entry kwalliso-18", "Archive entry"),
    "topic": ("forced-labour", None, "topic forced-labour", "Vocabulary term"),
    "figure": ("F-0003", "Someone", "figure F-0003, Someone", "Image, Someone"),
    "disagreement": (
        "D-014",
        None,
        "question D-014 on which sources differ",
        "Question on which sources differ",
    ),
    "collection": ("readings", None, "reading list readings", "Reading list"),
    "testimony": (
        "T-000117",
        "Kang Chol-hwan",
        "summary T-000117 of testimony by Kang Chol-hwan",
        "Summary of testimony by Kang Chol-hwan",
    ),
}


def test_every_kind_of_record_has_a_golden_example():
    assert set(RECORDS) == set(Noun.values)


@pytest.mark.parametrize("noun", RECORDS)
def test_a_record_that_rests_on_no_source_is_set_in_all_five_styles(noun):
    """An organisation that wrote a work is its author; if it publishes it too, MLA begins with the title."""
    identifier, who, label, genre = RECORDS[noun]
    record = cited(
        identifier=identifier,
        noun=noun,
        who=who,
        passage=None,
        originals=(),
        ark="ark:/99999/name/v2",
        address="https://archive.example/v2/",
    )
    end = "ark:/99999/name/v2, https://archive.example/v2/."
    ends = "ark:/99999/name/v2. https://archive.example/v2/."
    what = label[0].upper() + label[1:]
    golden = {
        "chicago-notes": f"“Synthetic record 17,” {label}, version 2, "
        f"Testimony Archive, November 21, 2026, {end}",
        "chicago-bibliography": "Testimony Archive. “Synthetic record 17.” "
        f"{what}, version 2. November 21, 2026. {ends}",
        "chicago-author-date": "Testimony Archive. 2026. “Synthetic record 17.” "
        f"{what}, version 2. November 21, 2026. {ends}",
        "mla": f"“Synthetic record 17.” Testimony Archive, version 2, {label}, 21 Nov. 2026, {end}",
        "apa": f"Testimony Archive. (2026, November 21). Synthetic record 17 ({identifier}, Version 2, "
        f"ark:/99999/name/v2) [{genre}]. https://archive.example/v2/",
    }
    assert {style: cite(record, style) for style in STYLES} == golden
