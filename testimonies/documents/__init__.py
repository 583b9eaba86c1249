"""Public documents: the one gate to the public, and the one schema of pages, API, export and index."""

from testimonies.documents.canonical import NotCanonical, canonical
from testimonies.documents.gate import NotPublishable, from_record
from testimonies.documents.mentions import mentions
from testimonies.documents.reading import Document, read
from testimonies.documents.schema import (
    CampFacts,
    ClaimDocument,
    EntityDocument,
    ErasureNotice,
    FigureDocument,
    MergeNotice,
    NameDocument,
    PassageDocument,
    PeriodDocument,
    PositionDocument,
    PublicDocument,
    ReferenceDocument,
    RetractionDocument,
    SourceDocument,
    StayDocument,
    TestimonyDocument,
    Tombstone,
    TopicDocument,
    WitnessDocument,
)

__all__ = [
    "CampFacts",
    "ClaimDocument",
    "Document",
    "EntityDocument",
    "ErasureNotice",
    "FigureDocument",
    "MergeNotice",
    "NameDocument",
    "NotCanonical",
    "NotPublishable",
    "PassageDocument",
    "PeriodDocument",
    "PositionDocument",
    "PublicDocument",
    "ReferenceDocument",
    "RetractionDocument",
    "SourceDocument",
    "StayDocument",
    "TestimonyDocument",
    "Tombstone",
    "TopicDocument",
    "WitnessDocument",
    "canonical",
    "from_record",
    "mentions",
    "read",
]
