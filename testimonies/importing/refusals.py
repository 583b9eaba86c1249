"""What is said of a file that is not read, and the limits it may have crossed."""

MEGABYTE = 1024 * 1024
MOST_BYTES = 50 * MEGABYTE
MOST_ROWS = 50_000
MOST_COLUMNS = 200


class Unreadable(ValueError):
    """The file as a whole is refused: the message says why, and what would be right. Nothing was imported."""


def too_many_rows() -> Unreadable:
    """The refusal of a file longer than MOST_ROWS."""
    return Unreadable(
        f"The file has more than {MOST_ROWS:,} rows: split it into files of at most that many. "
        "Nothing was imported."
    )
