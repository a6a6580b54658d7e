"""Answers that come and go as files, and from one framework to another."""
