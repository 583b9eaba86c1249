"""Every sign of the query language with an example: the help page is drawn from it, a test runs each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Operator:
    """One sign: how it is written, an example that can be tried, and what it does."""

    written: str | Promise
    example: str
    does: Promise


OPERATORS = (
    Operator(
        _("words"),
        "forced labour",
        _("Records with all of the words, in any form: labour also finds labouring."),
    ),
    Operator(
        _("a name"), "Pukchang", _("Known names are found under every recorded spelling, in any script.")
    ),
    Operator(_("a camp’s number"), "Camp 15", _("Also No. 15, Kwan-li-so 15 and 15호.")),
    Operator(_("Korean"), "요덕에서", _("Particles are set aside; a part of a longer word is found too.")),
    Operator(_("“phrase”"), '"solitary confinement"', _("These words in this order and this spelling.")),
    Operator("AND", "coal AND mine", _("Both. Words side by side mean the same.")),
    Operator("OR", "coal OR timber", _("Either, or both.")),
    Operator("NOT", "mine NOT coal", _("The first, but nothing with the second.")),
    Operator("( )", "(coal OR timber) AND winter", _("Brackets group, up to five deep.")),
    Operator(_("=word"), "=Yodok", _("This spelling only, and no other form of the word.")),
    Operator(_("word*"), "prison*", _("Words that begin like this; at least three letters.")),
    Operator(_("word~"), "Yodock~", _("Words that differ in one letter.")),
    Operator(
        _("first..last"),
        "1977..1987",
        _("Records that may fall in these years; 1977-1987 is the same, 1977.. is open."),
    ),
    Operator("year:", 'year:"late 1970s"', _("A year, years, or a date as people say it.")),
    Operator(
        "camp:",
        "camp:15",
        _("About this camp: its number, name or address; or a province, for records that say no more."),
    ),
    Operator("topic:", "topic:forced-labour", _("On this topic or a narrower one.")),
    Operator("role:", "role:prisoner", _("Told by someone in this role.")),
    Operator("source:", "source:book", _("Resting on sources of this kind.")),
    Operator("kind:", "kind:testimony", _("Records of this kind.")),
    Operator("witness:", "witness:W-0001", _("By or naming this witness: number or name.")),
    Operator("cites:", "cites:S-0001", _("Resting on this source.")),
)
