"""Tags for records: links by identifier, values, dates as said, Hangul marked as Korean."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from testimonies import contested
from testimonies.addresses import FOLDERS, address_of, version_address_of
from testimonies.addresses import in_language as _in_language
from testimonies.dates import from_edtf
from testimonies.documents import (
    ClaimDocument,
    DisagreementDocument,
    FigureDocument,
    PeriodDocument,
    PositionDocument,
    ReferenceDocument,
    korean_title_of,
    title_of,
)
from testimonies.evidence import Kind, Line
from testimonies.ledger import Published
from testimonies.views.shelf import Label, Shelf, label_of
from testimonies.vocabulary import Noun

register = template.Library()

_KOREAN = "\u1100-\u11ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3"
_RUN = re.compile(rf"[{_KOREAN}](?:[{_KOREAN}0-9 ]*[{_KOREAN}])?")
_LATIN = re.compile(r"[^\W\d_]{2}")
RANKS = {
    "county": pgettext_lazy("what a position is the middle of", "county"),
    "city": pgettext_lazy("what a position is the middle of", "city"),
    "province": pgettext_lazy("what a position is the middle of", "province"),
}
UNITS = {
    "people": pgettext_lazy("unit", "people"),
    "camps": pgettext_lazy("unit", "camps"),
    "percent": pgettext_lazy("unit", "percent"),
    "years": pgettext_lazy("unit", "years"),
    "years of age": pgettext_lazy("unit", "years of age"),
    "hours a day": pgettext_lazy("unit", "hours a day"),
    "grams a day": pgettext_lazy("unit", "grams a day"),
    "kilocalories a day": pgettext_lazy("unit", "kilocalories a day"),
    "buildings": pgettext_lazy("unit", "buildings"),
    "organisations": pgettext_lazy("unit", "organisations"),
}
_IDENTIFIER = re.compile(r"[A-Z]-\d{3,}")


@register.filter
def korean(text: str) -> SafeString:
    """Text, escaped, with every run of Hangul or Hanja marked as Korean: screen readers and fonts need it."""
    escaped = str(conditional_escape(text))
    marked = _RUN.sub(lambda run: f'<span lang="ko">{run.group()}</span>', escaped)
    return mark_safe(marked)


@register.filter
def own(text: str, language: str = "en") -> SafeString:
    """A record's own words: marked with their language on a page of another one, Hangul in them as Korean."""
    page = _page_language()
    if page == "en":
        return korean(text)
    if language == page or not _LATIN.search(_RUN.sub("", str(text))):
        return SafeString(conditional_escape(text))
    return format_html('<span lang="{}">{}</span>', language, korean(text))


@register.simple_tag
def lang_of(language: str = "en") -> SafeString:
    """The attribute that says an element's language, where it is not the page's."""
    return SafeString("") if language == _page_language() else format_html(' lang="{}"', language)


@register.simple_tag
def headings(english: str, hangul: str) -> SafeString:
    """A record's two names, that in the reader's language first."""
    if not hangul:
        return own(english)
    marked = format_html("<span{}>{}</span>", lang_of("ko"), hangul)
    names = (marked, own(english)) if _page_language() == "ko" else (own(english), marked)
    return format_html("{}&ensp;{}", *names)


@register.simple_tag
def called(title: str, hangul: str, language: str = "en") -> SafeString:
    """A record's title, on a Korean page its Korean one where it has one."""
    return own(hangul, "ko") if hangul and _page_language() == "ko" else own(title, language)


@register.filter
def titled(document: Any) -> str:
    """What a record is called in the reader's language: for the title of its page."""
    return (korean_title_of(document) if _page_language() == "ko" else "") or title_of(document)


@register.filter
def korean_name(document: Any) -> str:
    """A record's Korean name on a Korean page; empty elsewhere, and where it has none."""
    return korean_title_of(document) if _page_language() == "ko" else ""


@register.simple_tag
def page_of(folder: str, identifier: str) -> str:
    """The path of a record's page in the reader's language, by its folder: {% page_of "camps" camp %}."""
    return _in_language(f"/{folder}/{identifier}/")


@register.filter
def in_language(path: str) -> str:
    """A path in the reader's language."""
    return _in_language(path)


@register.filter
def rank(position: PositionDocument) -> str:
    """Of what a position is the middle, in the reader's language where it has a word: "county"."""
    return str(RANKS.get(position.of, position.of))


@register.filter
def noun_in_words(noun: str) -> str:
    """A kind of record in the reader's words."""
    return str(Noun(noun).label)


def _page_language() -> str:
    return get_language() or "en"


@register.simple_tag(takes_context=True)
def refer(context: Context, identifier: str) -> SafeString:
    """A link to a record by its label, as the page's shelf has it."""
    return link(context["shelf"].label(identifier))


@register.simple_tag(takes_context=True)
def every(context: Context, identifiers: Iterable[str]) -> SafeString:
    """Links to several records, in order."""
    return format_html_join(", ", "{}", ((refer(context, one),) for one in sorted(identifiers)))


@register.filter
def document_of(shelf: Shelf, identifier: str) -> Any:
    """The public document of a record on the shelf; None when it is gone."""
    return shelf.document(identifier)


@register.filter
def published_of(shelf: Shelf, identifier: str) -> Published | None:
    """A public record on the shelf; None when it is gone."""
    return next(iter(shelf.documents([identifier])), None)


@register.filter
def named(published: Published) -> SafeString:
    """What a published record is called, in full and without a link."""
    label = label_of(published)
    return own(label.whole or label.text, label.language)


@register.filter
def linked(published: Published) -> SafeString:
    """A link to a published record by its label."""
    return link(label_of(published))


@register.filter
def linked_in_english(published: Published) -> SafeString:
    """A link to a published record by its own heading: where the Korean one stands beside it."""
    title = title_of(published.document) if published.document else published.identifier
    return link(Label(title, address(published)))


def link(label: Label) -> SafeString:
    """A label as a link."""
    if not label.url:
        return own(label.text)
    foreign = label.language != _page_language() and not _IDENTIFIER.fullmatch(label.text)
    language = format_html(' lang="{}"', label.language) if foreign else ""
    title = format_html(' title="{}"', label.whole) if label.whole else ""
    kept = SafeString(' class="nb"') if _IDENTIFIER.fullmatch(label.text) else ""
    words = format_html("{}", label.text) if label.language == "ko" else korean(label.text)
    return format_html('<a href="{}"{}{}{}>{}</a>', label.url, kept, language, title, words)


@register.simple_tag(takes_context=True)
def sources(context: Context, found: tuple[ReferenceDocument, ...]) -> SafeString:
    """The sources of a claim as links, without the places in them."""
    named = dict.fromkeys(item.source for item in found)
    return format_html_join(", ", "{}", ((refer(context, identifier),) for identifier in named))


@register.simple_tag(takes_context=True)
def references(context: Context, found: tuple[ReferenceDocument, ...]) -> SafeString:
    """Sources with their places; what neighbours have in common after the first comma is said once."""
    lines = []
    for tail, group in groupby(found, key=_tail):
        named = ((refer(context, item.source), _place(_head(item))) for item in group)
        lines.append((format_html_join("; ", "{}{}", named), _place(tail)))
    return format_html_join("; ", "{}{}", lines)


def _head(reference: ReferenceDocument) -> str:
    return reference.locator.partition(", ")[0]


def _tail(reference: ReferenceDocument) -> str:
    return reference.locator.partition(", ")[2]


def _place(words: str) -> SafeString:
    return format_html(", {}", own(words)) if words else SafeString("")


@register.filter
def said(period: PeriodDocument | None) -> SafeString:
    """A date in the words it was said in; what they were read as stands in the title."""
    if period is None:
        return format_html('<span class="soft">{}</span>', _("no date given"))
    reading = _reading(period.edtf, _page_language())
    return format_html('<span class="said-date" title="{}">{}</span>', reading, own(period.text))


@register.filter
def spoken(period: PeriodDocument) -> str:
    """A date for the label of a drawing: as said, on a page of another language as it was read."""
    language = _page_language()
    return period.text if language == "en" else _reading(period.edtf, language)


@lru_cache(maxsize=4096)
def _reading(edtf: str, language: str) -> str:
    # A page of a camp says a hundred dates, and reading one takes longer than all else in its row.
    return from_edtf(edtf).describe(language)


@register.filter
def amount(claim: ClaimDocument) -> str:
    """A claim's number with its range and unit: "30,000–40,000 people"; its words where it has no number."""
    low, high = claim.low, claim.high
    if low is None and high is None:
        return claim.value
    unit = unit_in_words(claim.unit)
    if high is None:
        return _("at least %(number)s %(unit)s") % {"number": _grouped(low or ""), "unit": unit}
    if low is None:
        return _("up to %(number)s %(unit)s") % {"number": _grouped(high), "unit": unit}
    number = _grouped(low) if low == high else f"{_grouped(low)}–{_grouped(high)}"
    return f"{number} {unit}"


@register.filter
def unit_in_words(unit: str) -> str:
    """What is counted, in the reader's language where the archive has a word: "people"; else as recorded."""
    return str(UNITS.get(unit, unit))


@register.filter
def as_method(method: Any) -> str:
    """How a claim was arrived at, in its row: "method satellite imagery"."""
    return _("method %(method)s") % {"method": method.label}


@register.filter
def as_version(number: int) -> str:
    """A version by its number: "version 2"."""
    return _("version %(number)s") % {"number": number}


@register.filter
def as_contested(marks: SafeString) -> SafeString:
    """That a record stands in disagreements, with their marks: "contested D-014"."""
    return format_html(_("contested {marks}"), marks=marks)


@register.filter
def caveats(claim: ClaimDocument) -> SafeString:
    """A claim's hedge, flags and limits in one run of words; empty where the source has none."""
    said = [format_html(_("hedged: {words}"), words=claim.hedge.label)] if claim.hedge else []
    if claim.flags:
        said.append(format_html(_("flagged: {words}"), words=_listed(claim.flags)))
    if claim.limits:
        said.append(format_html(_("limits: {words}"), words=own(claim.limits)))
    return format_html_join("; ", "{}", ((words,) for words in said))


@register.filter
def in_words(terms: Iterable[Any]) -> str:
    """Terms of a closed list as one run of words: "citation needed, tone or style"."""
    return _listed(terms)


def _listed(terms: Iterable[Any]) -> str:
    return ", ".join(str(term.label) for term in terms)


@register.filter
def in_order(values: Iterable[str]) -> list[str]:
    """Values of a set, sorted."""
    return sorted(values)


@register.filter
def held(question: DisagreementDocument) -> int:
    """How many claims and passages stand on the sides of a disagreement, each counted once."""
    claims = {claim for side in question.sides for claim in side.claims}
    passages = {pointer for side in question.sides for pointer in side.passages}
    return len(claims) + len(passages)


@register.filter
def kinds_of(line: Line) -> str:
    """What a line of evidence is: "Testimony and imagery"."""
    joined = pgettext("between kinds of evidence", " and ")
    words = joined.join(str(kind.label) for kind in Kind if kind in line.kinds)
    return words[:1].upper() + words[1:]


@register.simple_tag(takes_context=True)
def contested_marks(context: Context, identifier: str, passage: int | None = None) -> SafeString:
    """The numbers of the disagreements a record, or one passage of it, stands in, each a link.

    On the page of one of them its own number is left out.
    """
    here = context["reading"].now.identifier if "reading" in context else ""
    known = contested.current(context.get("ledger_head")).on(identifier, passage)
    numbers = [number for number in known if number != here]
    folder = FOLDERS[Noun.DISAGREEMENT]
    marks = ((_in_language(f"/{folder}/{number}/"), number) for number in numbers)
    return format_html_join(" ", '<a class="badge" href="{}">{}</a>', marks)


def _grouped(number: str) -> str:
    return f"{Decimal(number):,f}"


@register.filter
def sentence(term: Any) -> str:
    """A term of the vocabulary in words, with a capital."""
    words = str(getattr(term, "label", term))
    return words[:1].upper() + words[1:]


@register.filter
def address(published: Published) -> str:
    """The path of a record's current page, in the reader's language."""
    return _in_language(address_of(published))


@register.filter
def version_address(published: Published) -> str:
    """The path of the page of exactly this version, in the reader's language."""
    return _in_language(version_address_of(published))


@register.filter
def cited_address(published: Published) -> str:
    """The path of exactly this version as it is cited, in no language."""
    return version_address_of(published)


@register.filter
def media_address(figure: FigureDocument) -> str:
    """Where a figure's file is served."""
    digest, _dot, extension = figure.media.partition(".")
    return reverse("figure-file", args=[digest, extension])


@register.filter
def form_address(published: Published, form: str) -> str:
    """The path of another form of exactly this version: "/testimonies/T-000117/v2.ris"."""
    return f"{version_address_of(published).rstrip('/')}.{form}"


@register.filter
def plain_day(day: str) -> str:
    """A ledger day, "2026-11-21", as pages write it: "21 Nov 2026", "2026년 11월 21일"."""
    year, month, date = day.split("-")
    if _page_language() == "ko":
        return f"{year}년 {int(month)}월 {int(date)}일"
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{int(date)} {names[int(month) - 1]} {year}"
