"""Sources and records that the golden examples cite. Of a synthetic record, and of real books."""

from dataclasses import replace
from datetime import date

from testimonies.citations import Cited, Original, When

BOOK = Original(
    title="Escape from Camp 14",
    kind="book",
    authors=("Harden, Blaine",),
    publisher="Viking",
    when=When.of("2012", "2012"),
    designation="ISBN 978-0-670-02332-5",
    locator="p. 12",
)
NEWS = Original(
    title="The Surprising News From North Korea's Prisons",
    kind="news",
    authors=("Lankov, Andrei",),
    publisher="Bloomberg",
    when=When.of("October 13, 2014", "2014-10-13"),
)
INQUIRY = Original(
    title="Report of the Commission of Inquiry",
    kind="un_report",
    organisation="United Nations Human Rights Council",
    when=When.of("7 February 2014", "2014-02-07"),
    designation="A/HRC/25/63",
    locator="para. 61",
)
MEMOIR = Original(title="A Synthetic Memoir", kind="book", authors=("Kang Chol-hwan",), publisher="Press")
NOTE = Original(title="note [32]", kind="unresolved", unresolved=True)

ARK = "ark:/99999/t0001178/v2#p3"
ADDRESS = "https://archive.example/testimonies/T-000117/v2/#p3"
TESTIMONY = Cited(
    identifier="T-000117",
    noun="testimony",
    version=2,
    title="Synthetic record 17",
    who="Kang Chol-hwan",
    archive="Testimony Archive",
    day=date(2026, 11, 21),
    address=ADDRESS,
    ark=ARK,
    ledger=412,
    sha256="5c1e" * 16,
    passage=3,
    originals=(BOOK,),
)


def cited(**changes) -> Cited:
    """The sample record with some fields changed."""
    return replace(TESTIMONY, **changes)


def of(*originals: Original, **changes) -> Cited:
    """The sample record resting on other sources."""
    return cited(originals=originals, **changes)
