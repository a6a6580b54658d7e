"""A file that cannot be read."""

from readiness.text import Text


class Unreadable(ValueError):
    """A file that is no workbook, or none that may be read; `text` says so, and what to do."""

    def __init__(self, text: Text):
        self.text = text
        super().__init__(text.en)
