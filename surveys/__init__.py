"""Asking: an enterprise's assessments, every answer kept the moment it is given, and the submission that freezes them."""
