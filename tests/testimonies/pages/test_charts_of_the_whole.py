"""Several claims in one drawing: lanes for periods that meet, and rival totals set side by side."""

import re
from decimal import Decimal

import pytest

from testimonies.charts import lanes, totals
from testimonies.charts.estimates import Scale
from testimonies.charts.timeline import Years
from testimonies.dates import parse
from testimonies.documents import ClaimDocument, PeriodDocument, ReferenceDocument

YEARS = Years(1950, 2029)
SCALE = Scale(top=Decimal(200000), step=Decimal(50000))


def period(text):
    read = parse(text)
    return PeriodDocument(text=text, edtf=read.edtf, earliest=read.earliest, latest=read.latest)


def total(low, high, as_of):
    return ClaimDocument(
        heading="Synthetic",
        statement="Synthetic.",
        subject="synthetic-system",
        property="population",
        kind="estimate",
        method="unstated",
        low=low,
        high=high,
        unit="people",
        metric="stock",
        as_of=period(as_of) if as_of else None,
        references=(ReferenceDocument(source="S-0001"),),
    )


def test_periods_that_meet_go_into_lanes_and_others_share_one():
    periods = [(period(text), text) for text in ("1989", "1960", "1989", "1980s")]
    packed = lanes.pack(periods, YEARS)
    assert [sorted(lane) for lane in packed] == [["1960", "1980s"], ["1989"], ["1989"]]


def test_an_open_end_takes_its_lane_to_the_edge():
    packed = lanes.pack([(period("since 1970"), "since"), (period("2020"), "2020")], YEARS)
    assert packed == [["since"], ["2020"]]


def test_a_drawing_is_as_high_as_its_lanes():
    one, three = (lanes.drawn("", [], ["<g/>"] * count) for count in (1, 3))
    heights = [int(re.search(r'height="(\d+)"', drawn).group(1)) for drawn in (one, three)]
    assert heights[1] - heights[0] == 2 * lanes.LANE


def test_totals_of_one_year_are_set_side_by_side_and_undated_ones_left_out():
    claims = [total("1", "2", year) for year in ("2013", "2013", "1982", None)]
    placed = totals.place(((claim, index) for index, claim in enumerate(claims)), YEARS)
    assert [mine for _placed, mine in placed] == [2, 0, 1]
    assert [one.aside for one, _mine in placed] == [0, 0, totals.STEP]


@pytest.mark.parametrize(("value", "height"), [("0", 316), ("200000", 16), ("100000", 166)])
def test_a_number_stands_at_its_height(value, height):
    assert totals.y(value, SCALE) == height


def test_a_range_has_two_ticks_one_figure_is_a_dot_and_a_bound_is_open():
    def drawn(low, high):
        ((placed, _mine),) = totals.place([(total(low, high, "2013"), None)], YEARS)
        return totals.mark(placed, SCALE)

    assert drawn("80000", "120000").count('class="ext"') == 2
    assert "circle" in drawn("105000", "105000")
    assert 'class="rng open"' in drawn(None, "65000")
    assert drawn(None, "65000").count('class="ext"') == 1


def test_an_open_period_fades_towards_the_side_that_is_not_told():
    def drawn(when):
        ((placed, _mine),) = totals.place([(total("1", "2", when), None)], YEARS)
        return totals.mark(placed, SCALE)

    assert 'class="in"' in drawn("until 2024")
    assert 'class="out"' in drawn("since 2011")
    assert 'class="in"' not in drawn("2013")
