"""Frameworks as data: those that ship and those installed here, every version for ever as it was published."""
