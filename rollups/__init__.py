"""Results of many firms as one protected table: a fact per submitted result, and one count of all of them per half-year."""
