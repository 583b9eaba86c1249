"""How is a cell written so that no spreadsheet computes it, and read back as it was?"""

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(value: str) -> str:
    """The cell with a quote before it when a spreadsheet would take it for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


def read_back(value: str) -> str:
    """The cell as it was before safe_cell quoted it."""
    return value[1:] if value.startswith("'") and value[1:].startswith(FORMULA) else value
