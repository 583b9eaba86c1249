"""Working rows (private) and the ledger (public), one noun a file."""

from testimonies.models.account import Notice, OneTimePassword
from testimonies.models.claim import Claim, ClaimLink
from testimonies.models.collection import Collection, Item
from testimonies.models.comment import Comment
from testimonies.models.disagreement import Disagreement, Side
from testimonies.models.entity import Camp, Entity, Name
from testimonies.models.event import Actor, Event, Remark
from testimonies.models.figure import Figure
from testimonies.models.harm import Explanation, NotPublicName
from testimonies.models.importing import Import, ImportedRow
from testimonies.models.ledger import GENESIS, Head, LedgerRow, Mention
from testimonies.models.record import Record, new_salt
from testimonies.models.scan import Scan
from testimonies.models.sketch import Sketch, SketchBand
from testimonies.models.source import Reference, Source
from testimonies.models.testimony import Passage, Stay, Testimony
from testimonies.models.topic import Topic
from testimonies.models.unsaved import UnsavedWork
from testimonies.models.witness import Witness

__all__ = [
    "GENESIS",
    "Actor",
    "Camp",
    "Claim",
    "ClaimLink",
    "Collection",
    "Comment",
    "Disagreement",
    "Entity",
    "Event",
    "Explanation",
    "Figure",
    "Head",
    "Import",
    "ImportedRow",
    "Item",
    "LedgerRow",
    "Mention",
    "Name",
    "NotPublicName",
    "Notice",
    "OneTimePassword",
    "Passage",
    "Record",
    "Reference",
    "Remark",
    "Scan",
    "Side",
    "Sketch",
    "SketchBand",
    "Source",
    "Stay",
    "Testimony",
    "Topic",
    "UnsavedWork",
    "Witness",
    "new_salt",
]
