"""Trying out what a plan may cost, how long it may take and what it must hold, on a submitted result."""
