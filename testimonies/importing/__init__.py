"""A table of accounts in, drafts out. One question a file.

`tables` (`separated`, `spreadsheets`, `jsonlines`, `encodings`): what stands in the file? `columns`: which
column holds what? `naming`, `when`, `rows`: what is a row worth? `noticing`: was it entered before? `drafts`:
how does it become a draft, once? `holding`: where do files lie meanwhile? `running`: how does it all go
through? `report`: what was refused, and why?
"""

from testimonies.importing.columns import FIELDS
from testimonies.importing.holding import discard, results, sweep
from testimonies.importing.refusals import MOST_BYTES, MOST_ROWS, Unreadable
from testimonies.importing.report import refused, refused_rows
from testimonies.importing.running import Run, begin, begin_importing, name_columns, name_columns_again

__all__ = [
    "FIELDS",
    "MOST_BYTES",
    "MOST_ROWS",
    "Run",
    "Unreadable",
    "begin",
    "begin_importing",
    "discard",
    "name_columns",
    "name_columns_again",
    "refused",
    "refused_rows",
    "results",
    "sweep",
]
