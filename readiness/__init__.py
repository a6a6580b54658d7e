"""The method: answers to score, level, gaps, route and subsidies. Plain Python, no web, no clock, no disk but `loading`."""
