"""What the record announces to those who hold copies of it."""

from django.dispatch import Signal

# Sent after the commit of an erasure, with `identifier`: whoever holds the text drops it now.
text_erased = Signal()
