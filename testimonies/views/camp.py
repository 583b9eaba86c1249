"""The page of one camp, the list of all with the map, and the address that only knows a number."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from testimonies import citing, ledger
from testimonies.addresses import address_of, in_language
from testimonies.charts.decades import by_decade
from testimonies.documents import EntityDocument, PeriodDocument
from testimonies.ledger import Published
from testimonies.views.atlas import atlas, position_of
from testimonies.views.claims import answering, exchanges, sort_claims
from testimonies.views.questions import standing_in
from testimonies.views.records import Reading, RecordPage, shelf_of
from testimonies.views.shelf import Shelf, by_noun, content
from testimonies.vocabulary import EntityKind, NameSystem, Noun, PassageStanding


class CampPage(RecordPage):
    """One camp: names, place, claims with sources, numbers drawn, timeline, testimonies."""

    noun = Noun.ENTITY
    section = "camps"
    template = "testimonies/camp.html"

    def elsewhere(self, now: Published) -> str:
        return "" if content(now).kind == EntityKind.CAMP else address_of(now)

    def more(self, reading: Reading) -> dict[str, Any]:
        identifier = reading.now.identifier
        used = by_noun(ledger.mentioning(identifier, "subject", "object", "camp", "about"))
        about, testimonies = used.get(Noun.CLAIM, []), used.get(Noun.TESTIMONY, [])
        answers = answering()
        beside = [content(item) for item in (*about, *answers, *testimonies)]
        shelf = shelf_of(reading, beside)
        answered = shelf.documents(content(item).answers for item in answers)
        shelf = Shelf.of(content(item) for item in answered) | shelf
        claims = sort_claims(about, identifier)
        spoken = exchanges(answers, _spoken_of(answered, identifier, shelf))
        own = [one for one in spoken if content(one.claim).subject == identifier]
        return {
            "shelf": shelf,
            "claims": claims,
            "testimonies": testimonies,
            "exchanges": own,
            "exchanges_of_all": [one for one in spoken if one not in own],
            "answered": len(spoken),
            "others": sum(len(items) for items in claims.others.values()),
            "position": position_of(
                identifier, reading.document, [content(item) for item in claims.places], shelf
            ),
            "decades": _decades(identifier, testimonies, about),
            "figures": shelf.documents(reading.document.figures),
            "disagreements": standing_in(
                (item.identifier for item in about), about=used.get(Noun.DISAGREEMENT, [])
            ),
        }


def _spoken_of(answered: list[Published], identifier: str, shelf: Shelf) -> dict[str, Published]:
    """Of the claims that are answered, those about this camp and those about the system as a whole."""
    found = {}
    for item in answered:
        subject = shelf.document(content(item).subject)
        if content(item).subject == identifier or getattr(subject, "kind", None) == EntityKind.SYSTEM:
            found[item.identifier] = item
    return found


def _decades(identifier: str, testimonies: list[Published], claims: list[Published]) -> list[dict[str, Any]]:
    stays = [_periods_at(item, identifier) for item in testimonies]
    said = [[content(item).as_of] for item in claims if content(item).as_of]
    undated = sum(1 for periods in stays if not periods)
    return [
        {"label": _("Testimonies placing a witness here"), "decades": by_decade(stays), "undated": undated},
        {
            "label": _("Claims about this camp"),
            "decades": by_decade(said),
            "undated": len(claims) - len(said),
        },
    ]


def _periods_at(item: Published, identifier: str) -> list[PeriodDocument]:
    return [
        stay.period
        for stay in content(item).stays
        if stay.camp == identifier and stay.period and stay.standing == PassageStanding.STANDS
    ]


@require_safe
def camps(request: HttpRequest) -> HttpResponse:
    """The map and the table of all camps. Four queries."""
    entities, claims = ledger.listing(Noun.ENTITY), ledger.listing(Noun.CLAIM)
    testimonies = ledger.listing(Noun.TESTIMONY)
    listed = [item for item in entities if content(item).kind == EntityKind.CAMP]
    entries = citing.entries(listed, request.build_absolute_uri("/"))
    context = {"section": "camps", "atlas": atlas(entities, claims, testimonies)}
    context |= {"coins": citing.coins_of(entries)}
    return render(request, "testimonies/camps.html", context)


@require_safe
def camp_by_number(request: HttpRequest, number: int) -> HttpResponse:
    """To the camp of that number; where several bear it, the page asks which. Raises Http404 for none."""
    found = [item for item in ledger.listing(Noun.ENTITY) if _bears(content(item), number)]
    if not found:
        raise Http404(_("No camp numbered %(number)s is in the archive.") % {"number": number})
    if len(found) == 1:
        return HttpResponseRedirect(in_language(address_of(found[0])))
    context = {"section": "camps", "number": number, "camps": found}
    return render(request, "testimonies/which_camp.html", context)


def _bears(entity: EntityDocument, number: int) -> bool:
    named = (name.text for name in entity.names if name.system == NameSystem.NUMBER)
    return (entity.camp is not None and entity.camp.number == number) or any(
        re.search(rf"(?<!\d){number}(?!\d)", text) for text in named
    )
