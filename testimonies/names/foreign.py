"""Korean names as other languages write them: Czech Čchongdžin, Hungarian Cshongdzsin, German Kil-dschu."""

from __future__ import annotations

import re
import unicodedata

# In the order they are applied, to small letters with their marks apart.
_HABITS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("c[\u030c\u0302\u0301]", "ch"),  # Czech, Esperanto, Polish
        ("z[\u030c\u0301]", "zh"),
        ("s[\u030c\u0302\u0301]", "sh"),
        ("j\u0302", "zh"),
        ("dzsh?|dzh|dsch|dz|dj", "zh"),  # Hungarian, Russian, German, Polish, French
        ("zs", "zh"),
        ("chch|cch|tsch|tch|csh?(?=[aeiou])|cz", "ch"),
        ("sch|sz", "sh"),
        ("(?<=^[kp])ch", "h"),  # Czech: ch is h
        ("eh(?![aeiou])", "e"),  # Russian: э
        ("^v(?=[aeiou])", "w"),
        ("zh", "j"),
    )
)
# German, Scandinavian and Slavic languages write j for y, and after a consonant it can be nothing else.
_J_AFTER_CONSONANT = re.compile("(?<=[bcfhkmprst])['’ʹ-]?j(?=[aeou])")


def domesticated(text: str) -> str:
    """Take a Latin spelling, return it in the letters that a romanization of Korean would use."""
    spelled = unicodedata.normalize("NFKD", text).lower()
    if _J_AFTER_CONSONANT.search(spelled):
        spelled = _J_AFTER_CONSONANT.sub("y", spelled).replace("j", "y")
    for pattern, replacement in _HABITS:
        spelled = pattern.sub(replacement, spelled)
    return spelled
