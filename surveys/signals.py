"""What this floor says upward.

`assessment_submitted` is sent after the submission has been committed, with `assessment` and `snapshot`.
`result_kept` is sent in the same transaction, with `assessment` and the plain `data` of its result: for what must be
there whenever the result is. Whatever listens makes the submission wait, and fails it when it fails.
"""

from django.dispatch import Signal

assessment_submitted = Signal()
result_kept = Signal()
# assessment, before, after (organisations): one that was prepared now belongs to the enterprise it is about. Listeners
# run in the same transaction.
assessment_moved = Signal()
