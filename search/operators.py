"""Every sign of the query language with an example: the help page is drawn from it, a test runs each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Operator:
    """One sign: how it is written, an example that can be tried, and what it does."""

    written: str
    example: str
    does: str


OPERATORS = (
    Operator(
        "words", "forced labour", "Records with all of the words, in any form: labour also finds labouring."
    ),
    Operator("a name", "Pukchang", "Known names are found under every recorded spelling, in any script."),
    Operator("a camp’s number", "Camp 15", "Also No. 15, Kwan-li-so 15 and 15호."),
    Operator("Korean", "요덕에서", "Particles are set aside; a part of a longer word is found too."),
    Operator("“phrase”", '"solitary confinement"', "These words in this order and this spelling."),
    Operator("AND", "coal AND mine", "Both. Words side by side mean the same."),
    Operator("OR", "coal OR timber", "Either, or both."),
    Operator("NOT", "mine NOT coal", "The first, but nothing with the second."),
    Operator("( )", "(coal OR timber) AND winter", "Brackets group, up to five deep."),
    Operator("=word", "=Yodok", "This spelling only, and no other form of the word."),
    Operator("word*", "prison*", "Words that begin like this; at least three letters."),
    Operator("word~", "Yodock~", "Words that differ in one letter."),
    Operator(
        "first..last",
        "1977..1987",
        "Records that may fall in these years; 1977-1987 is the same, 1977.. is open.",
    ),
    Operator("year:", 'year:"late 1970s"', "A year, years, or a date as people say it."),
    Operator(
        "camp:",
        "camp:15",
        "About this camp: its number, name or address; or a province, for records that say no more.",
    ),
    Operator("topic:", "topic:forced-labour", "On this topic or a narrower one."),
    Operator("role:", "role:prisoner", "Told by someone in this role."),
    Operator("source:", "source:book", "Resting on sources of this kind."),
    Operator("kind:", "kind:testimony", "Records of this kind."),
    Operator("witness:", "witness:W-0001", "By or naming this witness: number or name."),
    Operator("cites:", "cites:S-0001", "Resting on this source."),
)
