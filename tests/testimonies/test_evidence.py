"""Independent lines of evidence: what rests on the same ground is counted once."""

from testimonies.evidence import Item, Kind, grounds, is_circular, lines


def item(*sources, witness=None, kinds=(Kind.DOCUMENT,)):
    return Item(frozenset(sources), frozenset(kinds), witness)


def named(found):
    return [sorted(line.sources) for line in found]


def test_two_sources_that_share_nothing_are_two_lines():
    assert named(lines([item("A"), item("B")], {})) == [["A"], ["B"]]


def test_two_claims_from_one_source_are_one_line():
    assert named(lines([item("A"), item("A")], {})) == [["A"]]


def test_one_claim_from_two_sources_is_two_lines():
    assert named(lines([item("A", "B")], {})) == [["A"], ["B"]]


def test_two_reports_on_one_set_of_images_are_one_line():
    found = lines([item("A"), item("B")], {"A": ["images"], "B": ["images"]})
    assert named(found) == [["A", "B"]]


def test_a_ground_shared_far_back_makes_one_line():
    derived = {"A": ["A2"], "A2": ["A3"], "B": ["A3"]}
    assert named(lines([item("A"), item("B")], derived)) == [["A", "B"]]


def test_two_reports_of_one_witness_are_one_line():
    found = lines([item("A", witness="W"), item("B", witness="W")], {})
    assert named(found) == [["A", "B"]]
    assert found[0].witnesses == {"W"}


def test_reports_of_two_witnesses_are_two_lines():
    found = lines([item("A", witness="V"), item("B", witness="W")], {})
    assert [sorted(line.witnesses) for line in found] == [["V"], ["W"]]


def test_what_joins_two_lines_makes_them_one():
    found = lines([item("A", witness="W"), item("B", witness="W"), item("C")], {"B": ["X"], "C": ["X"]})
    assert named(found) == [["A", "B", "C"]]


def test_a_source_that_repeats_another_one_named_adds_no_line():
    found = lines([item("article"), item("book")], {"article": ["book"]})
    assert named(found) == [["book"]]
    assert found[0].repeats == {"article"}


def test_a_source_that_repeats_two_joins_neither():
    found = lines([item("article", "A", "B")], {"article": ["A", "B"]})
    assert named(found) == [["A"], ["B"]]
    assert [line.repeats for line in found] == [{"article"}, {"article"}]


def test_the_words_of_a_witness_in_what_repeats_a_book_belong_to_the_book():
    found = lines([item("article", witness="W"), item("book")], {"article": ["book"]})
    assert named(found) == [["book"]]
    assert found[0].witnesses == {"W"}


def test_sources_that_lean_on_each_other_are_one_line_and_it_is_said():
    found = lines([item("A"), item("B")], {"A": ["B"], "B": ["A"]})
    assert named(found) == [["A", "B"]]
    assert found[0].circular


def test_a_line_that_rests_on_a_circle_further_back_is_said_to():
    derived = {"A": ["X"], "X": ["Y"], "Y": ["X"]}
    assert [line.circular for line in lines([item("A"), item("B")], derived)] == [True, False]


def test_a_line_has_the_kinds_of_all_that_rests_on_it():
    found = lines([item("A", kinds=(Kind.IMAGERY,)), item("A", kinds=(Kind.TESTIMONY,)), item("B")], {})
    assert [line.kinds for line in found] == [{Kind.IMAGERY, Kind.TESTIMONY}, {Kind.DOCUMENT}]


def test_kinds_of_what_only_repeats_are_those_of_the_line_it_repeats():
    found = lines([item("article", kinds=(Kind.TESTIMONY,)), item("book")], {"article": ["book"]})
    assert found[0].kinds == {Kind.TESTIMONY, Kind.DOCUMENT}


def test_nothing_has_no_lines():
    assert lines([], {"A": ["B"]}) == []


def test_the_order_of_items_changes_nothing():
    items = [item("A", witness="W"), item("B"), item("C", witness="W"), item("D")]
    derived = {"B": ["X"], "D": ["X"]}
    assert lines(items, derived) == lines(items[::-1], derived)


def test_grounds_are_a_source_and_all_behind_it():
    assert grounds("A", {"A": ["B"], "B": ["C"]}) == {"A", "B", "C"}


def test_grounds_of_a_circle_come_to_an_end():
    assert grounds("A", {"A": ["B"], "B": ["A"]}) == {"A", "B"}


def test_only_what_stands_in_a_circle_is_circular():
    derived = {"A": ["B"], "B": ["C"], "C": ["B"]}
    assert [is_circular(name, derived) for name in "ABC"] == [False, True, True]
