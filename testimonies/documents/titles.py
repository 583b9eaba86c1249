"""What a record is called: the one field of its document that names it."""

from testimonies.documents.reading import Document
from testimonies.vocabulary import Noun

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
