"""The closed lists of the archive: each term is said once here and used by models, documents and pages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Noun(TextChoices):
    """Kinds of record. A record has a public identifier and versions of its own."""

    TESTIMONY = "testimony", _("testimony")
    CLAIM = "claim", _("claim")
    SOURCE = "source", _("source")
    WITNESS = "witness", _("witness")
    ENTITY = "entity", _("entity")
    TOPIC = "topic", _("topic")
    FIGURE = "figure", _("figure")
    DISAGREEMENT = "disagreement", _("disagreement")
    COLLECTION = "collection", _("collection")


# What other records refer to: its names, and who speaks or is pictured. Editors look after these.
AUTHORITIES = frozenset({Noun.TOPIC, Noun.ENTITY, Noun.SOURCE, Noun.WITNESS, Noun.FIGURE})


class Stage(TextChoices):
    """Where a working record stands in the workflow."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waiting for review")
    IN_REVIEW = "in_review", _("in review")
    SETTLED = "settled", _("settled")


class ImportPhase(TextChoices):
    """How far the import of a file has come."""

    MAPPING = "mapping", _("columns to be named")
    CHECKING = "checking", _("being checked")
    READY = "ready", _("checked, to be imported")
    IMPORTING = "importing", _("being imported")
    DONE = "done", _("imported")


class Standing(TextChoices):
    """What the public can see of a record; derived from the ledger, stored nowhere."""

    NONE = "none", _("not published")
    PUBLIC = "public", _("public")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged")


class LedgerKind(TextChoices):
    """Kinds of ledger row."""

    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged")
    ERASED = "erased", _("erased")


class ReasonClass(TextChoices):
    """The only words a tombstone says about why a record is gone."""

    SAFETY = "safety", _("for the safety of a person")
    CONSENT = "consent", _("consent was withdrawn")
    ERROR = "error", _("published in error")
    RIGHTS = "rights", _("rights of a third party")
    DUPLICATE = "duplicate", _("the same record stands elsewhere")


class EntityKind(TextChoices):
    """What a claim can be about."""

    CAMP = "camp", _("camp")
    ZONE = "zone", _("zone")
    PLACE = "place", _("place")
    ORGANISATION = "organisation", _("organisation")
    PERSON = "person", _("person")
    TERM = "term", _("term")
    SYSTEM = "system", _("system")


class FacilityType(TextChoices):
    """Types of detention facility in the sources' own terms."""

    KWALLISO = "kwalliso", _("kwalliso (political prison camp)")
    KYOHWASO = "kyohwaso", _("kyohwaso (re-education camp)")
    JIPKYULSO = "jipkyulso", _("jipkyulso (holding centre)")
    KURYUJANG = "kuryujang", _("kuryujang (interrogation centre)")
    RODONGDANRYEONDAE = "rodongdanryeondae", _("rodongdanryeondae (labour training)")
    UNKNOWN = "unknown", _("type not known")


class Script(TextChoices):
    """Scripts a name is written in."""

    LATIN = "latin", _("Latin")
    HANGUL = "hangul", _("Hangul")
    HANJA = "hanja", _("Hanja")
    OTHER = "other", _("other")


class NameSystem(TextChoices):
    """How a name came to be spelled as it is."""

    RR = "rr", _("Revised Romanization")
    MR = "mr", _("McCune–Reischauer")
    MR_PLAIN = "mr_plain", _("McCune–Reischauer, marks left out")
    DPRK = "dprk", _("North Korean romanization")
    PRESS = "press", _("press or own spelling")
    ORIGINAL = "original", _("Korean script")
    NUMBER = "number", _("number")
    TRANSLATION = "translation", _("translation")
    OTHER = "other", _("other")


class Role(TextChoices):
    """What a witness was at a camp."""

    PRISONER = "prisoner", _("prisoner")
    CHILD = "child", _("child prisoner")
    FAMILY = "family", _("family member")
    GUARD = "guard", _("guard")
    OFFICIAL = "official", _("official")
    DEFENDER = "defender", _("human-rights defender")
    OTHER = "other", _("other")


class Basis(TextChoices):
    """How the one who tells a passage knows it."""

    FIRST_HAND = "first_hand", _("first-hand")
    HEARSAY = "hearsay", _("hearsay")
    COLLECTIVE = "collective", _("collective")


class PassageStanding(TextChoices):
    """Whether a passage stands. A retracted one is read struck; of a removed one only its number is left."""

    STANDS = "stands", _("stands")
    RETRACTED = "retracted", _("retracted")
    REMOVED = "removed", _("removed")


class Naming(TextChoices):
    """How a witness is named in public."""

    PUBLIC = "public", _("public name")
    PSEUDONYM = "pseudonym", _("pseudonym")
    ANONYMOUS = "anonymous", _("not named")


class SourceKind(TextChoices):
    """Kinds of bibliographic item."""

    BOOK = "book", _("book")
    UN_REPORT = "un_report", _("United Nations report")
    NGO_REPORT = "ngo_report", _("report of an organisation")
    NEWS = "news", _("news")
    WEBSITE = "website", _("website")
    LETTER = "letter", _("letter")
    MAP = "map", _("map")
    IMAGERY = "imagery", _("satellite imagery")
    STATE_MEDIA = "state_media", _("state media")
    ENCYCLOPEDIA = "encyclopedia", _("encyclopedia article")
    UNRESOLVED = "unresolved", _("cited, unresolved")
    OTHER = "other", _("other")


class Reach(TextChoices):
    """Whether a source can still be reached."""

    LISTED = "listed", _("listed, not checked")
    REACHED = "reached", _("reached")
    ARCHIVED = "archived", _("reached in a web archive")
    BROKEN = "broken", _("reference is broken")
    UNRESOLVED = "unresolved", _("cited by number; the list it belongs to is not at hand")


class ClaimKind(TextChoices):
    """Kinds of attributed statement."""

    OBSERVATION = "observation", _("observation")
    TESTIMONY = "testimony", _("testimony")
    AGGREGATE = "aggregate", _("aggregate of testimony")
    ESTIMATE = "estimate", _("estimate")
    INFERENCE = "inference", _("inference")
    HYPOTHESIS = "hypothesis", _("hypothesis")
    OPINION = "opinion", _("opinion")
    DEFINITION = "definition", _("definition")
    OFFICIAL = "official", _("official statement")
    DENIAL = "denial", _("denial")
    FINDING = "finding", _("finding")
    DEMAND = "demand", _("demand")
    UNCITED = "uncited", _("uncited assertion")


class Property(TextChoices):
    """What a claim says of its subject."""

    EXISTENCE = "existence", _("existence")
    STATUS = "status", _("open or closed")
    PLACE = "place", _("place")
    POPULATION = "population", _("people")
    AREA = "area", _("area")
    LABOUR = "labour", _("labour")
    MORTALITY = "mortality", _("mortality")
    RATION = "ration", _("rations")
    TRANSFER = "transfer", _("transfer")
    ZONE = "zone", _("zones")
    AGENCY = "agency", _("who runs it")
    SECURITY = "security", _("security")
    BUILDING = "building", _("building work")
    DEFINITION = "definition", _("definition")
    PART = "part", _("part of")
    EVENT = "event", _("event")
    INTERNED = "interned", _("who was interned")
    ORIGIN = "origin", _("origin")
    LAW = "law", _("law and doctrine")
    HOURS = "hours", _("hours and ages")
    PRACTICE = "practice", _("practice")
    TREND = "trend", _("trend")
    COMPARISON = "comparison", _("comparison")
    EVIDENCE = "evidence", _("evidence and method")
    RESPONSE = "response", _("response")
    KIN = "kin", _("kinship")
    LABEL = "label", _("what it is called")
    IDENTITY = "identity", _("same or not the same")
    BIRTH = "birth", _("birth")
    ECONOMY = "economy", _("economy and effects")
    OTHER = "other", _("other")


class Metric(TextChoices):
    """What a number counts, so that a capacity is never read as a population nor a flow as a stock."""

    STOCK = "stock", _("held at one time")
    CAPACITY = "capacity", _("capacity")
    FLOW_IN = "flow_in", _("brought in")
    FLOW_OUT = "flow_out", _("taken out")
    PEAK = "peak", _("most ever held")
    EVER = "ever", _("ever held")
    DEATHS = "deaths", _("deaths")
    RATE = "rate", _("rate")
    CHANGE = "change", _("change")
    EXTENT = "extent", _("extent")
    COUNT = "count", _("count")
    AMOUNT = "amount", _("amount")


class Method(TextChoices):
    """How a claim was arrived at."""

    TESTIMONY = "testimony", _("testimony of defectors")
    INFORMANTS = "informants", _("network of informants")
    IMAGERY = "imagery", _("satellite imagery")
    COMBINED = "combined", _("testimony and imagery")
    INQUIRY = "inquiry", _("inquiry")
    STATEMENT = "statement", _("statement")
    ANNOUNCEMENT = "announcement", _("announcement")
    COMPILATION = "compilation", _("compilation")
    UNSTATED = "unstated", _("not stated")


class Sensitivity(TextChoices):
    """Whether a passage on a topic is announced by a content note."""

    PLAIN = "plain", _("no note")
    PAINFUL = "painful", _("content note")


class Check(TextChoices):
    """What an approver confirms of a record before it is published."""

    SOURCES = "sources", _("sources read")
    DATES = "dates", _("dates confirmed")
    IDENTITY = "identity", _("no identifying detail")
    NOTES = "notes", _("content notes where they are needed")


class Harm(TextChoices):
    """What the do-no-harm check looks for."""

    ESCAPE = "escape", _("exact date of an escape")
    KIN = "kin", _("a relative is named")
    LISTED = "listed", _("a name on the not-public list")
    FEW = "few", _("what is told fits too few witnesses")


class Relation(TextChoices):
    """How a claim stands to another, beyond answering it."""

    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")
    QUALIFIES = "qualifies", _("qualifies")
    SUPERSEDES = "supersedes", _("supersedes")
    WITHDRAWS = "withdraws", _("withdraws")
    SILENT = "silent", _("is silent on")


class Hedge(TextChoices):
    """The source's own doubt: hedging words are data."""

    SUSPECTED = "suspected", _("suspected")
    REPORTED = "reported", _("reportedly")
    LIKELY = "likely", _("likely")
    POSSIBLE = "possible", _("possibly")
    SPECULATION = "speculation", _("speculation")
    SUGGESTED = "suggested", _("suggested")


class Flag(TextChoices):
    """What an edition itself says is wrong with a statement or a reference."""

    CITATION_NEEDED = "citation_needed", _("citation needed")
    FULL_CITATION_NEEDED = "full_citation_needed", _("full citation needed")
    SINGLE_SOURCE = "single_source", _("rests on a single source")
    TONE = "tone", _("tone or style")
    MULTIPLE_ISSUES = "multiple_issues", _("multiple issues")
    BROKEN = "broken", _("reference is broken")


class Question(TextChoices):
    """Where a disagreement stands."""

    OPEN = "open", _("open")
    EXPLAINED = "explained", _("explained")
    RESOLVED = "resolved", _("resolved")
    NOT_COMPARABLE = "not_comparable", _("not comparable")


class Medium(TextChoices):
    """How an account was given."""

    MEMOIR = "memoir", _("memoir")
    INTERVIEW = "interview", _("interview")
    HEARING = "hearing", _("public hearing")
    CONFIDENTIAL = "confidential", _("confidential interview")
    MEDIA = "media", _("media")
    REPORT = "report", _("report")
    UNSTATED = "unstated", _("not stated")


class Use(TextChoices):
    """What a protected witness may have consented to."""

    PUBLICATION = "publication", _("publication")
    RESEARCH = "research", _("research")
    TEACHING = "teaching", _("teaching")
