"""Visiting a factory: the walk through it, what is seen on the way, and the papers one takes along."""
