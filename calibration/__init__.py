"""The same case, without names, scored by several assessors of a provider: how far they agree, and what to talk about."""
