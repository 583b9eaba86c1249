"""What the archive's own words mean: each term of the closed lists that readers meet, explained once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from testimonies.vocabulary import (
    Basis,
    ClaimKind,
    Method,
    Metric,
    PassageStanding,
    Question,
    Reach,
)


@dataclass(frozen=True)
class Words:
    """One closed list: its title, the question it answers, and its members with what they mean."""

    title: Promise
    question: Promise
    terms: Mapping[Any, Promise]


BASIS = {
    Basis.FIRST_HAND: _("Who tells it saw or lived it."),
    Basis.HEARSAY: _("Who tells it heard it from someone else."),
    Basis.COLLECTIVE: _("Several people tell it together, and no one of them is named for it."),
}
STANDING = {
    PassageStanding.STANDS: _("The passage is part of the account as it is now."),
    PassageStanding.RETRACTED: _(
        "Taken back. It stays readable, struck, with who took it back, when and why."
    ),
    PassageStanding.REMOVED: _("It was taken out of every version for someone’s safety. Its number is left."),
}
CLAIM_KINDS = {
    ClaimKind.OBSERVATION: _("What anyone can see who looks at the same document, image or list."),
    ClaimKind.TESTIMONY: _("What one person tells."),
    ClaimKind.AGGREGATE: _("What a source puts together from what several people tell."),
    ClaimKind.ESTIMATE: _("A number that a source worked out and did not count."),
    ClaimKind.INFERENCE: _("What a source concludes from other things it knows."),
    ClaimKind.HYPOTHESIS: _("What a source holds possible and does not assert."),
    ClaimKind.OPINION: _("A judgement: something is like, worse than or better called something."),
    ClaimKind.DEFINITION: _("How a source uses a word."),
    ClaimKind.OFFICIAL: _("What a state or its bodies say of their own acts."),
    ClaimKind.DENIAL: _("What is said against another claim. It stands beside that claim, in equal type."),
    ClaimKind.FINDING: _("What an inquiry set up for it decided, on evidence it names."),
    ClaimKind.DEMAND: _("What someone asks to be done."),
    ClaimKind.UNCITED: _("What a source asserts without saying where it has it from."),
}
METRICS = {
    Metric.STOCK: _("How many were there at one time."),
    Metric.CAPACITY: _("How many a place could hold. It says nothing of how many it held."),
    Metric.FLOW_IN: _("How many were brought in over a time."),
    Metric.FLOW_OUT: _("How many were taken out over a time: moved, released or not accounted for."),
    Metric.PEAK: _("The most that were there at any one time."),
    Metric.EVER: _("Everybody who was ever there, over all years. It is larger than any number at one time."),
    Metric.DEATHS: _("How many died."),
    Metric.RATE: _("A share, in a time or of a group."),
    Metric.CHANGE: _("By how much a number rose or fell."),
    Metric.EXTENT: _("A length or an area."),
    Metric.COUNT: _("How many of something other than people held: camps, interviews, buildings."),
    Metric.AMOUNT: _("How much of something, such as food in a day."),
}
METHODS = {
    Method.TESTIMONY: _("From what people who left the country tell."),
    Method.INFORMANTS: _("From people inside the country who report to someone outside."),
    Method.IMAGERY: _("From satellite images."),
    Method.COMBINED: _("From testimony and images, put beside each other."),
    Method.INQUIRY: _("By an inquiry that heard witnesses and weighed what they said."),
    Method.STATEMENT: _("By saying so, in a speech, a report or an answer."),
    Method.ANNOUNCEMENT: _("By a public notice of what was or would be done."),
    Method.COMPILATION: _("By putting together what other sources say."),
    Method.UNSTATED: _("The source does not say how it knows."),
}
QUESTIONS = {
    Question.OPEN: _("The sources differ, and nothing in the archive decides it."),
    Question.EXPLAINED: _("The sources differ, and it is known why."),
    Question.RESOLVED: _(
        "The sources differed, and one answer is now accepted by those who gave the others."
    ),
    Question.NOT_COMPARABLE: _("The sources seem to differ but speak of different things, times or places."),
}
REACHES = {
    Reach.LISTED: _("The source is named in a list we hold. Nobody has opened it for this archive."),
    Reach.REACHED: _("It was opened for this archive."),
    Reach.ARCHIVED: _("It was opened in a copy kept by a web archive."),
    Reach.BROKEN: _("The reference leads nowhere or names nothing."),
    Reach.UNRESOLVED: _("It is cited by a number, and the list of those numbers is not at hand."),
}
ALL = (
    Words(_("Kind of claim"), _("What sort of statement is it?"), CLAIM_KINDS),
    Words(_("Metric"), _("What does a number count?"), METRICS),
    Words(_("Method"), _("How was a claim arrived at?"), METHODS),
    Words(_("Basis"), _("How does the one who tells a passage know it?"), BASIS),
    Words(_("Standing"), _("Does a passage stand?"), STANDING),
    Words(
        _("Status of a disagreement"), _("Where does a question stand on which sources differ?"), QUESTIONS
    ),
    Words(_("Reach of a source"), _("Can the source still be reached?"), REACHES),
)
