"""What goes wrong when a date cannot be read."""


class DateError(ValueError):
    """A date that was not understood wholly.

    `position` is the index into the text where understanding stopped, `understood` the part before it;
    the message says what would be right at that place.
    """

    def __init__(self, message: str, position: int = 0, understood: str = "") -> None:
        super().__init__(message)
        self.position = position
        self.understood = understood
