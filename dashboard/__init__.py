"""The desk of a bureau: what the last counts tell of its region, as pages, charts and files. It reads runs, never firms."""
