"""From the ledger's bytes back to a document. Old schemas are upcast here, and only here."""

import json
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from testimonies.documents.schema import (
    SCHEMA,
    ClaimDocument,
    CollectionDocument,
    DisagreementDocument,
    EntityDocument,
    ErasureNotice,
    FigureDocument,
    MergeNotice,
    SourceDocument,
    TestimonyDocument,
    Tombstone,
    TopicDocument,
    WitnessDocument,
)

Document = (
    TestimonyDocument
    | ClaimDocument
    | SourceDocument
    | WitnessDocument
    | EntityDocument
    | TopicDocument
    | FigureDocument
    | DisagreementDocument
    | CollectionDocument
)
_ANY: TypeAdapter[Any] = TypeAdapter(
    Annotated[Document | Tombstone | MergeNotice | ErasureNotice, Field(discriminator="noun")]
)

# schema number -> function that lifts the data of that schema to the next one
UPCASTS: dict[int, Any] = {}


def read(body: str, schema: int = SCHEMA) -> Any:
    """The document, tombstone or notice in a ledger row's body.

    Raises pydantic.ValidationError when the body is none of them, ValueError when its schema is not known.
    """
    if schema == SCHEMA:
        return _ANY.validate_json(body)
    if not all(number in UPCASTS for number in range(schema, SCHEMA)) or schema > SCHEMA:
        raise ValueError(f"documents of schema {schema} are not known here")
    data = json.loads(body)
    for number in range(schema, SCHEMA):
        data = UPCASTS[number](data)
    return _ANY.validate_python(data)
