"""Questions to put to a supplier: one printable sheet per scenario of a result."""
