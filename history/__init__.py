"""One firm over the years: assessing again, the actions it has done, and what has changed between its results."""
