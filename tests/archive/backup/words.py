"""Words that only the erased texts of the living installation hold, and what is kept."""

KEPT, TITLE = "It stands for good.", "Synthetic weathercock"
BEFORE, PASSAGE, RECORD, DRAFT, SINCE = "astrolabes", "bicyclette", "lighthouses", "windmillery", "sundialist"
EXACT = "12 March 2001"
PIXELS = b"pixels of a synthetic picture"
ERASED_SINCE = (PASSAGE.encode(), RECORD.encode(), DRAFT.encode(), PIXELS, b"a" * 64)
