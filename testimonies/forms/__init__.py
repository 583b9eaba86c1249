"""The desk's forms: what may be typed, what is said when it cannot be read; nothing typed is lost."""

from testimonies.forms.actions import ActionForm
from testimonies.forms.directory import LISTS, Directory
from testimonies.forms.fields import (
    NamedRecordField,
    NamedRecordsField,
    ReferencesField,
    SaidDateFormField,
    TopicsField,
    field_for,
)
from testimonies.forms.records import ClaimForm, DeskForm, EntityForm, FigureForm, RecordForm
from testimonies.forms.testimony import PassageForm, PassageFormSet

__all__ = [
    "LISTS",
    "ActionForm",
    "ClaimForm",
    "DeskForm",
    "Directory",
    "EntityForm",
    "FigureForm",
    "NamedRecordField",
    "NamedRecordsField",
    "PassageForm",
    "PassageFormSet",
    "RecordForm",
    "ReferencesField",
    "SaidDateFormField",
    "TopicsField",
    "field_for",
]
