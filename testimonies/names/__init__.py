"""Names under every spelling: 북창, Bukchang, Pukch'ang and Pukchang have one key.

`hangul` brings Hangul into Latin letters, `latin` holds the rules that undo the differences of the
romanizations, `spelling` joins them, `persons` splits personal names, `particles` cuts what Korean sentences
add to a word, `camps` reads a camp's number, `foreign` undoes what other languages do, `nearness` compares
what no key brings together.
"""

from .camps import camp_number
from .foreign import domesticated
from .nearness import nearness, similarity
from .particles import admin_stem, strip_particles
from .persons import is_personal_name, person_key
from .spelling import fold, keys, looks_korean, readings

__all__ = [
    "KEY_VERSION",
    "admin_stem",
    "camp_number",
    "domesticated",
    "fold",
    "is_personal_name",
    "keys",
    "looks_korean",
    "nearness",
    "person_key",
    "readings",
    "similarity",
    "strip_particles",
]

# Raise it with any change to a rule: an index holds keys, and keys of two versions must not meet.
KEY_VERSION = 2
