"""Each address of the URL conf, by name, with what is asked there.

A new address without an entry in ADDRESSES fails test_every_address_has_an_entry.
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver, reverse

from testimonies.models import NotPublicName
from testimonies.workflow import Action
from tests.canary.scene import EXACT_CAMP, World
from tests.canary.tokens import HANDLE, LATIN

Addresses = Callable[[World], list[str]]
_FACTORS = """index  authenticate authenticate/  reauthenticate reauthenticate/  activate_totp totp/activate/
deactivate_totp totp/deactivate/  view_recovery_codes recovery-codes/  list_webauthn webauthn/
generate_recovery_codes recovery-codes/generate/  download_recovery_codes recovery-codes/download/
add_webauthn webauthn/add/  reauthenticate_webauthn webauthn/reauthenticate/  login_webauthn webauthn/login/
edit_webauthn webauthn/keys/1/edit/  remove_webauthn webauthn/keys/1/remove/"""
FACTORS = dict(f"{pair} ".split(" ", 2)[:2] for line in _FACTORS.splitlines() for pair in line.split("  "))

# By folder: the public record there, and the draft whose address nobody should find.
FOLDERS = {
    "testimonies": ("testimony", "coarse", "gone"),
    "camps": ("camp", "exact"),
    "entities": ("province",),
    "claims": ("claim",),
    "sources": ("source",),
    "witnesses": ("witness",),
    "topics": ("topic",),
    "figures": ("figure",),
    "disagreements": ("question",),
    "collections": ("list",),
}
MODELS = {
    "testimony": ("testimony", "testimony"),
    "claim": ("claim", "claim"),
    "source": ("source", "source"),
    "witness": ("witness", "witness"),
    "topic": ("topic", "topic"),
    "figure": ("figure", "figure"),
    "camp": ("camp", "entity"),
    "entity": ("province", "entity"),
    "disagreement": ("question", "disagreement"),
    "collection": ("list", "collection"),
}
FORMS = ("ris", "bib", "csl.json", "jsonld", "txt")
SEARCHES = (
    {"q": HANDLE},
    {"q": f"{LATIN.replace('y', 'i')}aax~"},  # one letter from a token: a suggestion would show it
    {"q": "kanaribird aax"},
    {"q": "synthetic"},
    {"camp": f"kwalliso-{EXACT_CAMP}"},
    {"from": "1987", "to": "1987", "dates": "certain"},
    {"like": "T-000001"},
    {},
)
OAI = ("Identify", "ListMetadataFormats", "ListSets", "GetRecord&identifier=oai:nothing")
OAI += tuple(
    f"{verb}&metadataPrefix={form}"
    for verb in ("ListRecords", "ListIdentifiers")
    for form in ("oai_dc", "mods")
)


def _fixed(*addresses: str) -> Addresses:
    return lambda world: [*addresses]


def _records(world: World, folder: str) -> list[str]:
    return [str(getattr(world, name).identifier) for name in FOLDERS[folder]]


def _of_records(folder: str, *ends: str) -> Addresses:
    return lambda world: [f"/{folder}/{key}{end}" for key, end in product(_records(world, folder), ends)]


def _of_all(*ends: str) -> Addresses:
    return lambda world: [one for folder in FOLDERS for one in _of_records(folder, *ends)(world)]


def _searched(path: str, *forms: str) -> Addresses:
    asked = [query | ({"format": form} if form else {}) for query in SEARCHES for form in forms or ("",)]
    return _fixed(*(f"{path}?{urlencode(query)}" for query in asked))


def _named(name: str, *keys: str) -> Addresses:
    """Pages of the desk: `keys` are records of the world; every draft comes as well."""
    return lambda world: [
        reverse(f"admin:{name}", args=[record.pk])
        for record in [*(getattr(world, key) for key in keys), *world.drafts.values()]
    ]


def _acts(world: World) -> list[str]:
    records = [world.testimony, world.drafts["testimony"], world.gone]
    return [
        reverse("admin:record_act", args=[record.pk, action])
        for record in records
        for action in Action.values
    ]


def _statuses(world: World) -> list[str]:
    """Of public records, of drafts' numbers, of a title; as a page and as JSON."""
    asked = [
        "",
        HANDLE,
        "T-000001",
        *(str(draft.pk) for draft in world.drafts.values()),
        *_records(world, "testimonies"),
    ]
    return [
        f"/citation-status/?{urlencode({'ref': ref} | form)}"
        for ref in asked
        for form in ({}, {"format": "json"})
    ]


def _of_model(model: str, end: str) -> Addresses:
    public, draft = MODELS[model]

    def addresses(world: World) -> list[str]:
        keys = (getattr(world, public).pk, world.drafts[draft].pk)
        return [f"/curate/testimonies/{model}/{key}/{end}" for key in keys]

    return addresses


def _family(app: str, model: str, objects: Callable[[str], Addresses]) -> dict[str, Addresses]:
    here = f"/curate/{app}/{model}/"
    lists = {
        f"{app}_{model}_changelist": _fixed(here, f"{here}?q={HANDLE}"),
        f"{app}_{model}_add": _fixed(f"{here}add/"),
    }
    pages = {f"{app}_{model}_{page}": objects(f"{page}/") for page in ("history", "delete", "change")}
    return lists | pages | {f"curate/{app}/{model}/<path:object_id>/": objects("")}


def _of_users(end: str) -> Addresses:
    return lambda world: [f"/curate/auth/user/{world.author.pk}/{end}"]


def _of_names(end: str) -> Addresses:
    return lambda world: [f"/curate/testimonies/notpublicname/{NotPublicName.objects.get().pk}/{end}"]


def _of_group(end: str) -> Addresses:
    return _fixed(f"/curate/auth/group/1/{end}")


def _public() -> dict[str, Addresses]:
    lists = {folder: _fixed(f"/{folder}/", f"/{folder}/?q={HANDLE}") for folder in FOLDERS}
    pages = {f"{folder}-record": _of_records(folder, "/", "/?on=2099-01-01") for folder in FOLDERS}
    pages |= {f"{folder}-version": _of_records(folder, "/v1/", "/v2/") for folder in FOLDERS}
    pages |= {f"{folder}-history": _of_records(folder, "/history/") for folder in FOLDERS}
    pages |= {f"{folder}-other-form": _of_records(folder, ".json", "/v1.json") for folder in FOLDERS}
    return lists | pages


def _house() -> dict[str, Addresses]:
    plain = ("home", "healthz", "readyz", "glossary", "system", "timeline")
    paths = {"home": "/", "healthz": "/healthz", "readyz": "/readyz"}
    found = {name: _fixed(paths.get(name, f"/{name}/")) for name in plain}
    return found | {
        "sitemap": _fixed("/sitemap.xml"),
        "robots": _fixed("/robots.txt"),
        "results": _searched("/search/", "html", "json", "jsonl", "csv", "ris", "atom"),
        "receipt": _fixed("/search/receipt/", f"/search/receipt/?q={HANDLE}"),
        "map": _searched("/search/map/", "html"),
        "help": _fixed("/search/help/"),
        "cite": _of_all("/cite/", "/v1/cite/"),
        "citation-status": _statuses,
        "citation-export": _of_all(*(f".{form}" for form in FORMS), "/v1.ris"),
        "ark": lambda world: [f"/ark:/99999/{world.testimony.identifier}", "/ark:99999/T-000001?info"],
        "oai": _fixed(*(f"/oai?verb={asked}" for asked in OAI)),
        "vocabulary": _fixed(
            *(f"/{name}.{form}" for name in ("topics", "names") for form in ("ttl", "jsonld"))
        ),
        "camp-by-number": _fixed("/camps/18/", "/camps/79/"),
        "figure-file": lambda world: [
            f"/media/{world.figure.sha256}.png",
            f"/media/{world.drafts['figure'].sha256}.png",
        ],
    }


def _api() -> dict[str, Addresses]:
    return {
        "openapi-json": _fixed("/api/v1/openapi.json"),
        "openapi-view": _fixed("/api/v1/docs"),
        "api-root": _fixed("/api/v1/"),
        "search": _searched("/api/v1/search"),
        "names": _fixed(
            *(
                f"/api/v1/names?q={quote(name)}"
                for name in ("qanaribird aax", "카나리", "Camp 79", "Bukchang")
            )
        ),
        "listed": _fixed(*(f"/api/v1/{folder}" for folder in FOLDERS)),
        "record": lambda world: [f"/api/v1{one}" for one in _of_all("")(world)],
        "version": lambda world: [f"/api/v1{one}" for one in _of_all("/v1", "/v2")(world)],
    }


def _account() -> dict[str, Addresses]:
    account = "/curate/account/"
    plain = {"login": "login", "logout": "logout", "inactive": "inactive", "reauthenticate": "reauthenticate"}
    found = {f"account_{name}": _fixed(f"{account}{path}/") for name, path in plain.items()}
    found |= {f"mfa_{name}": _fixed(f"{account}factors/{path}") for name, path in FACTORS.items()}
    return found | {"account_change_password": _fixed(f"{account}password/")}


# Asked by POST only: what they answer is what is typed, and what stands in lists anyway.
TYPING = ("date", "names", "passages", "keep", "forget")


def _desk() -> dict[str, Addresses]:
    term = urlencode({"term": HANDLE, "app_label": "testimonies", "model_name": "stay", "field_name": "camp"})
    own = {
        "notices": _fixed("/curate/notices/"),
        "imports": _fixed("/curate/import/"),
        "import": lambda world: [f"/curate/import/{world.waiting.token}/"],
        "import_refused": lambda world: [f"/curate/import/{world.waiting.token}/refused.csv"],
        **{f"typing_{name}": _fixed(f"/curate/typing/{name}/") for name in TYPING},
        "proposals": _fixed("/curate/proposals/"),
        "many": _fixed("/curate/many/"),
        "vocabulary_topics": _fixed("/curate/vocabulary/", f"/curate/vocabulary/?q={HANDLE}"),
        "vocabulary_names": _fixed("/curate/vocabulary/names/", f"/curate/vocabulary/names/?q={HANDLE}"),
        "witness_protection": lambda world: [
            f"/curate/witnesses/{one.pk}/" for one in (world.witness, world.protected)
        ],
        "record_review": _named("record_review", "testimony", "coarse", "gone"),
        "record_preview": _named("record_preview", "testimony", "coarse", "gone"),
        "record_history": _named("record_history", "testimony", "coarse", "gone"),
        "record_image": _named("record_image", "figure"),
        "record_retract": _named("record_retract", "testimony"),
        "record_act": _acts,
        "index": _fixed("/curate/", f"/curate/?q={HANDLE}"),
        "login": _fixed("/curate/login/"),
        "logout": _fixed("/curate/logout/"),
        "password_change": _fixed("/curate/password_change/"),
        "password_change_done": _fixed("/curate/password_change/done/"),
        "autocomplete": _fixed(f"/curate/autocomplete/?{term}"),
        "jsi18n": _fixed("/curate/jsi18n/"),
        "view_on_site": lambda world: [
            f"/curate/r/{ContentType.objects.get_for_model(world.testimony).pk}/{world.testimony.pk}/"
        ],
        "app_list": _fixed("/curate/testimonies/", "/curate/auth/"),
        "curate/(?P<url>.*)$": _fixed("/curate/nowhere/"),
        "auth_user_reset": _of_users("reset/"),
    }
    for model in MODELS:
        own |= _family("testimonies", model, lambda end, model=model: _of_model(model, end))
    own |= _family("testimonies", "notpublicname", _of_names)
    return own | _family("auth", "user", _of_users) | _family("auth", "group", _of_group)


ADDRESSES: dict[str, Addresses] = _house() | _public() | _api() | _account() | _desk()


def routes(resolver: Any = None, before: str = "") -> Iterator[str]:
    """Every address of the URL conf: its name, or its route where it has none."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name or route
        else:
            yield from routes(pattern, route)
