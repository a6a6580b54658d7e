"""The one word this floor says upward.

`assessment_submitted` is sent after the submission has been committed, with `assessment` and `snapshot`.
"""

from django.dispatch import Signal

assessment_submitted = Signal()
# assessment, before, after (organisations): one that was prepared now belongs to the enterprise it is about. Listeners
# run in the same transaction.
assessment_moved = Signal()
