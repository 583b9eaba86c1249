"""Tags for records: links by identifier, values, dates as said, Hangul marked as Korean."""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from testimonies import contested
from testimonies.addresses import FOLDERS, address_of, version_address_of
from testimonies.citations import Cited
from testimonies.dates import from_edtf
from testimonies.documents import (
    ClaimDocument,
    DisagreementDocument,
    FigureDocument,
    PeriodDocument,
    ReferenceDocument,
)
from testimonies.evidence import Kind, Line
from testimonies.ledger import Published
from testimonies.views.shelf import Label, Shelf, label_of
from testimonies.vocabulary import Noun

register = template.Library()

_KOREAN = "\u1100-\u11ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3"
_RUN = re.compile(rf"[{_KOREAN}](?:[{_KOREAN}0-9 ]*[{_KOREAN}])?")
_IDENTIFIER = re.compile(r"[A-Z]-\d{3,}")


@register.filter
def korean(text: str) -> SafeString:
    """Text, escaped, with every run of Hangul or Hanja marked as Korean: screen readers and fonts need it."""
    escaped = str(conditional_escape(text))
    marked = _RUN.sub(lambda run: f'<span lang="ko">{run.group()}</span>', escaped)
    return mark_safe(marked)


@register.simple_tag(takes_context=True)
def refer(context: Context, identifier: str) -> SafeString:
    """A link to a record by its label, as the page's shelf has it."""
    return link(context["shelf"].label(identifier))


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
    return korean(label.whole or label.text)


@register.filter
def linked(published: Published) -> SafeString:
    """A link to a published record by its label."""
    return link(label_of(published))


def link(label: Label) -> SafeString:
    """A label as a link."""
    if not label.url:
        return korean(label.text)
    foreign = label.language != "en"
    language = format_html(' lang="{}"', label.language) if foreign else ""
    title = format_html(' title="{}"', label.whole) if label.whole else ""
    kept = SafeString(' class="nb"') if _IDENTIFIER.fullmatch(label.text) else ""
    words = format_html("{}", label.text) if foreign else korean(label.text)
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
    return format_html(", {}", korean(words)) if words else SafeString("")


@register.filter
def said(period: PeriodDocument | None) -> SafeString:
    """A date in the words it was said in; what they were read as stands in the title."""
    if period is None:
        return format_html('<span class="soft">{}</span>', "no date given")
    reading = from_edtf(period.edtf).describe()
    return format_html('<span class="said-date" title="{}">{}</span>', reading, korean(period.text))


@register.filter
def amount(claim: ClaimDocument) -> str:
    """A claim's number with its range and unit: "30,000–40,000 people"; its words where it has no number."""
    low, high = claim.low, claim.high
    if low is None and high is None:
        return claim.value
    if low == high or low is None or high is None:
        bound = "" if low == high else "at least " if high is None else "up to "
        number = bound + _grouped(low or high or "")
    else:
        number = f"{_grouped(low)}–{_grouped(high)}"
    return f"{number} {claim.unit}"


@register.filter
def caveats(claim: ClaimDocument) -> SafeString:
    """A claim's hedge, flags and limits in one run of words; empty where the source has none."""
    said = [format_html("hedged: {}", claim.hedge.label)] if claim.hedge else []
    if claim.flags:
        said.append(format_html("flagged: {}", _listed(claim.flags)))
    if claim.limits:
        said.append(format_html("limits: {}", korean(claim.limits)))
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
    words = " and ".join(str(kind.label) for kind in Kind if kind in line.kinds)
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
    return format_html_join(
        " ", '<a class="badge" href="/{}/{}/">{}</a>', ((folder, number, number) for number in numbers)
    )


def _grouped(number: str) -> str:
    return f"{Decimal(number):,f}"


@register.filter
def sentence(term: Any) -> str:
    """A term of the vocabulary in words, with a capital."""
    words = str(getattr(term, "label", term))
    return words[:1].upper() + words[1:]


@register.filter
def address(published: Published) -> str:
    """The path of a record's current page."""
    return address_of(published)


@register.filter
def version_address(published: Published) -> str:
    """The path of the page of exactly this version."""
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
def passage_query(cited: Cited) -> str:
    """What the address of a passage's citation ends in: "?passage=3"; nothing for a whole record."""
    return f"?passage={cited.passage}" if cited.passage else ""


@register.filter
def plain_day(day: str) -> str:
    """A ledger day, "2026-11-21", as pages write it: "21 Nov 2026"."""
    year, month, date = day.split("-")
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{int(date)} {names[int(month) - 1]} {year}"
