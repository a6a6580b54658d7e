"""An answer as somebody from outside found it, beside what the enterprise said; it never takes its place."""
