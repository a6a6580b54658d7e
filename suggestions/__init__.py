"""Answers proposed to a person from somewhere else: each is confirmed or changed by the person and never counts before."""
