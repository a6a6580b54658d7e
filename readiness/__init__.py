"""The method: answers to score, level, gaps, route, subsidies. Plain Python: no web, no clock, disk in `loading`."""
