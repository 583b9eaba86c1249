"""What a record is called: the one field of its document that names it, and its Korean name."""

from testimonies.documents.reading import Document
from testimonies.documents.schema import EntityDocument, TopicDocument, WitnessDocument
from testimonies.vocabulary import Naming, Noun, Script

_FIELDS = {
    Noun.TESTIMONY: "title",
    Noun.CLAIM: "heading",
    Noun.SOURCE: "title",
    Noun.WITNESS: "public_name",
    Noun.ENTITY: "heading",
    Noun.TOPIC: "label_en",
    Noun.FIGURE: "title",
    Noun.DISAGREEMENT: "question",
    Noun.COLLECTION: "title",
}


def title_of(document: Document) -> str:
    """The title, heading, name, label or question of a public document."""
    return str(getattr(document, _FIELDS[Noun(document.noun)]))


def korean_title_of(document: Document) -> str:
    """The Korean heading or label of a public document, the Hangul name of a named witness; empty without."""
    match document:
        case EntityDocument():
            return document.heading_ko
        case TopicDocument():
            return document.label_ko
        case WitnessDocument() if document.naming == Naming.PUBLIC:
            return next((name.text for name in document.names if name.script == Script.HANGUL), "")
    return ""
