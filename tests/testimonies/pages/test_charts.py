"""What is drawn says what was said: edges blur where they are not known, numbers sit on a scale from zero."""

import re
from datetime import date

import pytest

from testimonies.charts import estimates, timeline
from testimonies.charts.decades import by_decade
from testimonies.charts.estimates import Scale
from testimonies.charts.land import HEIGHT, WIDTH, apart, labels, on_the_map, project
from testimonies.charts.timeline import Years, edges
from testimonies.dates import parse
from testimonies.documents import ClaimDocument, PeriodDocument

SPACE = Years(1950, 2029)


def period(text):
    read = parse(text)
    return PeriodDocument(text=text, edtf=read.edtf, earliest=read.earliest, latest=read.latest)


def claim(**fields):
    given = {"heading": "h", "statement": "s", "subject": "x", "property": "population", "kind": "estimate"}
    references = ({"source": "S-0001"},)
    return ClaimDocument(
        **given | {"method": "unstated", "unit": "people", "references": references} | fields
    )


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1977 to 1987", (1977, 1977), (1987, 1987)),
        ("early 1980s to late 1990s", (1980, 1983), (1996, 1999)),
        ("1999 to 2004, intermittently", (1999, 1999), (2004, 2004)),
        ("since the 1950s", (1950, 1959), (None, None)),
        ("until 2012", (None, None), (2012, 2012)),
        ("mid-2023 to October 2025", (2023, 2023), (2025, 2025)),
    ],
)
def test_a_span_has_two_blurred_edges(text, start, end):
    found = edges(period(text))
    years = [
        day and day.year for day in (found.start_first, found.start_last, found.end_first, found.end_last)
    ]
    assert found.is_span
    assert (tuple(years[:2]), tuple(years[2:])) == (start, end)


@pytest.mark.parametrize("text", ["late 1970s", "1984", "between 1993 and 1996", "2013 or 2014", "1970s"])
def test_one_time_somewhere_inside_is_no_span(text):
    assert not edges(period(text)).is_span


def kinds(text, **known):
    return re.findall(r'class="(\w+)"', timeline.marks(period(text), SPACE, **known))


def test_a_span_is_certain_between_its_edges():
    assert kinds("1977 to 1987") == ["in", "ext", "c", "out", "ext"]


def test_an_open_end_is_certain_only_as_far_as_the_source_can_know():
    assert kinds("since the 1950s") == ["in", "ext", "out"]
    assert kinds("since the 1950s", known_until=date(2014, 1, 1)) == ["in", "ext", "c", "out"]


def test_a_year_is_a_dot_and_a_decade_a_fading_bar():
    assert kinds("1984") == ["c"]
    assert timeline.marks(period("1984"), SPACE).startswith("<circle")
    assert kinds("1970s") == ["both", "ext", "ext"]


@pytest.mark.parametrize("text", ["by 2024", "before 1990", "after 2011", "1890", "1100 to 2090", "2024"])
def test_nothing_is_drawn_outside_its_strip(text):
    drawn = timeline.marks(period(text), SPACE, known_until=date(2200, 1, 1))
    places = [float(value) for value in re.findall(r'x[12]?="([-0-9.]+)%"', drawn)]
    ends = [float(x) + float(width) for x, width in re.findall(r'x="([-0-9.]+)%" width="([-0-9.]+)%"', drawn)]
    assert all(0 <= place <= 100.6 for place in places + ends)


def test_the_years_of_a_strip_are_whole_decades_around_what_is_said():
    assert Years.around([period("1977 to 1987"), None]) == Years(1970, 1989)
    assert Years.around([]) == Years(1950, 2029)


def test_a_scale_starts_at_nought_and_holds_the_largest_number():
    scale = Scale.over(
        [claim(low="23800", high="23800", metric="stock"), claim(high="65000", metric="stock")]
    )
    assert scale.x("0") == 0
    assert scale.x("65000") <= 96
    assert scale.ticks[0] == (0.0, "0")
    assert len(scale.lines) <= 7


@pytest.mark.parametrize(
    ("fields", "drawn"),
    [
        ({"low": "5", "high": "9", "metric": "stock"}, ["rng", "ext", "ext"]),
        ({"low": "5", "high": "5", "metric": "stock"}, ["c"]),
        ({"low": "5", "high": "5", "metric": "capacity"}, ["hollow"]),
        ({"low": "5", "high": "9", "metric": "flow_in"}, ["dash"]),
        ({"high": "9", "metric": "stock"}, ["out", "ext"]),
        ({"low": "5", "metric": "stock"}, ["ext", "out"]),
        ({}, []),
    ],
)
def test_each_kind_of_number_has_a_mark_of_its_own(fields, drawn):
    assert (
        re.findall(
            r'class="(\w+)"', estimates.marks(claim(**fields), Scale.over([claim(high="10", metric="stock")]))
        )
        == drawn
    )


def test_a_record_counts_once_a_decade_certainly_or_possibly():
    found = by_decade(
        [[period("1977 to 1987")], [period("late 1970s"), period("1979")], [period("between 1968 and 1972")]]
    )
    counts = {decade.label: (decade.certain, decade.possible) for decade in found}
    assert counts == {
        "1950s": (0, 0),
        "1960s": (0, 1),
        "1970s": (2, 1),
        "1980s": (1, 0),
        "1990s": (0, 0),
        "2000s": (0, 0),
        "2010s": (0, 0),
        "2020s": (0, 0),
    }


def test_a_county_lies_where_the_map_has_it():
    x, y = project("39.559", "126.268")
    assert (x, y) == (180, 388)
    assert on_the_map(x, y)
    assert not on_the_map(*project("37.5", "127.0"))


def test_labels_of_neighbours_do_not_lie_on_each_other():
    places = [(155, 372, "14 Kaech’ŏn"), (180, 388, "18 Pukch’ang"), (237, 382, "15 Yodok")]
    found = labels(places)
    assert len({(label.x, label.y) for label in found}) == 3
    assert all(0 <= label.x <= WIDTH and 0 <= label.y <= HEIGHT for label in found)
    assert found[1].anchor == "middle"


@pytest.mark.parametrize("points", [[(200, 300)] * 5, [(3, 3), (4, 3)], [(100, 100), (300, 300)], []])
def test_marks_moved_apart_do_not_overlap_and_stay_on_the_map(points):
    found = apart(points, 15)
    assert len(found) == len(points)
    for at, (x, y) in enumerate(found):
        assert all((x - x2) ** 2 + (y - y2) ** 2 >= 29**2 for x2, y2 in found[at + 1 :])
        assert 15 <= x <= WIDTH - 15
        assert 15 <= y <= HEIGHT - 15


def test_marks_with_room_stay_where_they_are():
    assert apart([(100, 100), (300, 300)], 15) == [(100, 100), (300, 300)]
