"""Hypothesis's idea of a record: any title, any name, Hangul, quotation marks, braces, line breaks."""

from datetime import date

from hypothesis import strategies as st

from testimonies.citations import Cited, Original, When
from testimonies.vocabulary import Noun, SourceKind

_SPECIAL = st.sampled_from([*"{}\\&%$#_~^\"'“”,;:.?!()[]@=<>*", "\n", "\r\n", "\t", "TY  - ", "ER  - ", "}}"])
_WORDS = st.sampled_from(
    ["Yodŏk", "강철환", "管理所", "Camp 15", "Pukch'ang", "é", "e\u0301", "Kang Chol-hwan", "%s", "{}"]
)
TEXT = st.lists(st.one_of(_SPECIAL, _WORDS, st.text(max_size=6)), min_size=1, max_size=8).map(" ".join)
TITLE = TEXT.map(lambda text: f"x{text}x")
WHENS = st.one_of(
    st.none(),
    st.dates(date(1900, 1, 1)).map(When.on),
    st.builds(When.of, TEXT, st.sampled_from(["1998~", "2012", "2012-13", "197X", "../1990", "2014-02"])),
)
ORIGINALS = st.builds(
    Original,
    title=TITLE,
    kind=st.sampled_from(SourceKind.values),
    authors=st.lists(TEXT, max_size=4).map(tuple),
    organisation=st.one_of(st.just(""), TEXT),
    publisher=st.one_of(st.just(""), TEXT),
    when=WHENS,
    designation=st.one_of(st.just(""), TEXT),
    locator=st.one_of(st.just(""), TEXT),
    unresolved=st.booleans(),
)
CITED = st.builds(
    Cited,
    identifier=st.sampled_from(["T-000117", "kwalliso-18", "C-000031"]),
    noun=st.sampled_from(Noun.values),
    version=st.integers(1, 99),
    title=TITLE,
    who=st.one_of(st.none(), TITLE),
    archive=TITLE,
    day=st.dates(date(1970, 1, 1), date(2999, 1, 1)),
    address=st.just("https://archive.example/testimonies/T-000117/v2/#p3"),
    ark=st.just("ark:/99999/t0001178/v2#p3"),
    ledger=st.integers(1, 10**6),
    sha256=st.just("5c1e" * 16),
    passage=st.one_of(st.none(), st.integers(1, 99)),
    retracted=st.booleans(),
    accessed=st.one_of(st.none(), st.dates(date(1970, 1, 1), date(2999, 1, 1))),
    originals=st.lists(ORIGINALS, max_size=6).map(tuple),
)
