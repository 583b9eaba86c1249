"""The do-no-harm check: what in a working testimony could harm someone, asked before submit and approval.

Each finding is resolved by changing the text, or explained in a private note; none is skipped.
"""

from testimonies.harm.checking import Checked, checked, findings_of, open_findings, why_not
from testimonies.harm.finding import Finding

__all__ = ["Checked", "Finding", "checked", "findings_of", "open_findings", "why_not"]
