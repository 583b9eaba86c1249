"""What the archive's own words mean: each term of the closed lists that readers meet, explained once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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

    title: str
    question: str
    terms: Mapping[Any, str]


BASIS = {
    Basis.FIRST_HAND: "Who tells it saw or lived it.",
    Basis.HEARSAY: "Who tells it heard it from someone else.",
    Basis.COLLECTIVE: "Several people tell it together, and no one of them is named for it.",
}
STANDING = {
    PassageStanding.STANDS: "The passage is part of the account as it is now.",
    PassageStanding.RETRACTED: "Taken back. It stays readable, struck, with who took it back, when and why.",
    PassageStanding.REMOVED: "It was taken out of every version for someone’s safety. Its number is left.",
}
CLAIM_KINDS = {
    ClaimKind.OBSERVATION: "What anyone can see who looks at the same document, image or list.",
    ClaimKind.TESTIMONY: "What one person tells.",
    ClaimKind.AGGREGATE: "What a source puts together from what several people tell.",
    ClaimKind.ESTIMATE: "A number that a source worked out and did not count.",
    ClaimKind.INFERENCE: "What a source concludes from other things it knows.",
    ClaimKind.HYPOTHESIS: "What a source holds possible and does not assert.",
    ClaimKind.OPINION: "A judgement: something is like, worse than or better called something.",
    ClaimKind.DEFINITION: "How a source uses a word.",
    ClaimKind.OFFICIAL: "What a state or its bodies say of their own acts.",
    ClaimKind.DENIAL: "What is said against another claim. It stands beside that claim, in equal type.",
    ClaimKind.FINDING: "What an inquiry set up for it decided, on evidence it names.",
    ClaimKind.DEMAND: "What someone asks to be done.",
    ClaimKind.UNCITED: "What a source asserts without saying where it has it from.",
}
METRICS = {
    Metric.STOCK: "How many were there at one time.",
    Metric.CAPACITY: "How many a place could hold. It says nothing of how many it held.",
    Metric.FLOW_IN: "How many were brought in over a time.",
    Metric.FLOW_OUT: "How many were taken out over a time: moved, released or not accounted for.",
    Metric.PEAK: "The most that were there at any one time.",
    Metric.EVER: "Everybody who was ever there, over all years. It is larger than any number at one time.",
    Metric.DEATHS: "How many died.",
    Metric.RATE: "A share, in a time or of a group.",
    Metric.CHANGE: "By how much a number rose or fell.",
    Metric.EXTENT: "A length or an area.",
    Metric.COUNT: "How many of something other than people held: camps, interviews, buildings.",
    Metric.AMOUNT: "How much of something, such as food in a day.",
}
METHODS = {
    Method.TESTIMONY: "From what people who left the country tell.",
    Method.INFORMANTS: "From people inside the country who report to someone outside.",
    Method.IMAGERY: "From satellite images.",
    Method.COMBINED: "From testimony and images, put beside each other.",
    Method.INQUIRY: "By an inquiry that heard witnesses and weighed what they said.",
    Method.STATEMENT: "By saying so, in a speech, a report or an answer.",
    Method.ANNOUNCEMENT: "By a public notice of what was or would be done.",
    Method.COMPILATION: "By putting together what other sources say.",
    Method.UNSTATED: "The source does not say how it knows.",
}
QUESTIONS = {
    Question.OPEN: "The sources differ, and nothing in the archive decides it.",
    Question.EXPLAINED: "The sources differ, and it is known why.",
    Question.RESOLVED: "The sources differed, and one answer is now accepted by those who gave the others.",
    Question.NOT_COMPARABLE: "The sources seem to differ but speak of different things, times or places.",
}
REACHES = {
    Reach.LISTED: "The source is named in a list we hold. Nobody has opened it for this archive.",
    Reach.REACHED: "It was opened for this archive.",
    Reach.ARCHIVED: "It was opened in a copy kept by a web archive.",
    Reach.BROKEN: "The reference leads nowhere or names nothing.",
    Reach.UNRESOLVED: "It is cited by a number, and the list of those numbers is not at hand.",
}
ALL = (
    Words("Kind of claim", "What sort of statement is it?", CLAIM_KINDS),
    Words("Metric", "What does a number count?", METRICS),
    Words("Method", "How was a claim arrived at?", METHODS),
    Words("Basis", "How does the one who tells a passage know it?", BASIS),
    Words("Standing", "Does a passage stand?", STANDING),
    Words("Status of a disagreement", "Where does a question stand on which sources differ?", QUESTIONS),
    Words("Reach of a source", "Can the source still be reached?", REACHES),
)
