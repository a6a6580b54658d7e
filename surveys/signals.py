"""The one word this floor says upward.

`assessment_submitted` is sent after the submission has been committed, with `assessment` and `snapshot`.
"""

from django.dispatch import Signal

assessment_submitted = Signal()
