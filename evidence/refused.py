"""Why something is not taken as evidence, as a code; `evidence.sentences` says it to people.

Plain Python: the examination of a file runs in a child process that loads as little as possible.
"""


class Refused(Exception):
    """`reason` is a key of `sentences.SENTENCES`, `details` are the values named in its sentence."""

    def __init__(self, reason: str, **details):
        super().__init__(reason)
        self.reason, self.details = reason, details
