"""The desk's forms: what may be typed, what is said when it cannot be read; nothing typed is lost."""

from testimonies.forms.actions import ActionForm
from testimonies.forms.collection import ItemForm
from testimonies.forms.dates import SaidDateFormField, reading_of
from testimonies.forms.directory import LISTS, Directory, word_for, written
from testimonies.forms.fields import (
    FlagsField,
    NamedRecordField,
    NamedRecordsField,
    PassagesField,
    ReferencesField,
    TopicsField,
    field_for,
)
from testimonies.forms.new_source import NewSourceForm
from testimonies.forms.pasting import PasteForm
from testimonies.forms.protection import ProtectionForm
from testimonies.forms.records import DeskForm, EntityForm, FigureForm, RecordForm
from testimonies.forms.refusals import ClaimForm, ClaimLinkForm, SourceForm, TopicForm
from testimonies.forms.retracting import RetractForm
from testimonies.forms.testimony import PassageForm, PassageFormSet, StayForm, TestimonyForm

__all__ = [
    "LISTS",
    "ActionForm",
    "ClaimForm",
    "ClaimLinkForm",
    "DeskForm",
    "Directory",
    "EntityForm",
    "FigureForm",
    "FlagsField",
    "ItemForm",
    "NamedRecordField",
    "NamedRecordsField",
    "NewSourceForm",
    "PassageForm",
    "PassageFormSet",
    "PassagesField",
    "PasteForm",
    "ProtectionForm",
    "RecordForm",
    "ReferencesField",
    "RetractForm",
    "SaidDateFormField",
    "SourceForm",
    "StayForm",
    "TestimonyForm",
    "TopicForm",
    "TopicsField",
    "field_for",
    "reading_of",
    "word_for",
    "written",
]
