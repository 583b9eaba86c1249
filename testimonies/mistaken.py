"""A mistake, told in a sentence that every language of the pages can say. Pure."""


class Mistake(ValueError):
    """`sentence` has places for `values`, %(name)s; the error's own text is the sentence in English."""

    def __init__(self, sentence: str, **values: object) -> None:
        self.sentence, self.values = sentence, values
        super().__init__(sentence % values)
