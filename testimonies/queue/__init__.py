"""What waits for whom: entries to review, returned, to withdraw; each list filtered, paged, oldest first."""

from testimonies.queue.entries import Ended, Entry
from testimonies.queue.filters import Filters, Waits, options
from testimonies.queue.lists import Queue, works_here

__all__ = ["Ended", "Entry", "Filters", "Queue", "Waits", "options", "works_here"]
