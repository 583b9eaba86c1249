"""Addresses of the reading pages: lists, records, their versions and histories, and images."""

from django.urls import URLPattern, path, re_path

from testimonies.addresses import CAMPS, NOUNS
from testimonies.oai.views import oai
from testimonies.views import lists
from testimonies.views.authorities import EntityPage, FigurePage, SourcePage, TopicPage, WitnessPage
from testimonies.views.camp import CampPage, camp_by_number, camps
from testimonies.views.citation_status import urlpatterns as citation_status_urls
from testimonies.views.citing import files as citation_files
from testimonies.views.citing import urlpatterns as citing_urls
from testimonies.views.claims import ClaimPage
from testimonies.views.collection import CollectionPage
from testimonies.views.glossary import glossary
from testimonies.views.media import figure_file
from testimonies.views.questions import DisagreementPage
from testimonies.views.records import GoneForms, HistoryPage, RecordPage
from testimonies.views.system import system
from testimonies.views.testimony import TestimonyPage
from testimonies.views.timeline import timeline
from testimonies.views.vocabularies import FORMS, SCHEMES, vocabulary

PAGES: dict[str, type[RecordPage]] = {
    "testimonies": TestimonyPage,
    CAMPS: CampPage,
    "entities": EntityPage,
    "claims": ClaimPage,
    "sources": SourcePage,
    "witnesses": WitnessPage,
    "topics": TopicPage,
    "figures": FigurePage,
    "disagreements": DisagreementPage,
    "collections": CollectionPage,
}


def _record(folder: str, page: type[RecordPage]) -> list[URLPattern]:
    noun = NOUNS[folder]
    here = f"{folder}/<slug:identifier>/"
    other = rf"^{folder}/(?P<identifier>[-a-zA-Z0-9_]+)(?:/v(?P<version>\d+))?\.(?P<form>[a-z.]+)$"
    return [
        path(here, page.as_view(), name=f"{folder}-record"),
        path(f"{here}v<int:version>/", page.as_view(), name=f"{folder}-version"),
        path(f"{here}history/", HistoryPage.as_view(noun=noun), name=f"{folder}-history"),
        re_path(other, GoneForms.as_view(noun=noun), name=f"{folder}-other-form"),
    ]


# In no language: what programs read, and what citations point at.
files = [
    *citation_files,
    path("oai", oai, name="oai"),
    re_path(rf"^(?P<name>{'|'.join(SCHEMES)})\.(?P<form>{'|'.join(FORMS)})$", vocabulary, name="vocabulary"),
    re_path(
        r"^media/(?P<digest>[0-9a-f]{64})\.(?P<extension>png|jpg|webp)$", figure_file, name="figure-file"
    ),
]

urlpatterns = [
    *citing_urls,
    *citation_status_urls,
    path("testimonies/", lists.testimonies, name="testimonies"),
    path("camps/", camps, name="camps"),
    path("camps/<int:number>/", camp_by_number, name="camp-by-number"),
    path("glossary/", glossary, name="glossary"),
    path("system/", system, name="system"),
    path("timeline/", timeline, name="timeline"),
    path("entities/", lists.entities, name="entities"),
    path("claims/", lists.claims, name="claims"),
    path("sources/", lists.sources, name="sources"),
    path("witnesses/", lists.witnesses, name="witnesses"),
    path("topics/", lists.topics, name="topics"),
    path("figures/", lists.figures, name="figures"),
    path("disagreements/", lists.disagreements, name="disagreements"),
    path("collections/", lists.collections, name="collections"),
    *(pattern for folder, page in PAGES.items() for pattern in _record(folder, page)),
]
