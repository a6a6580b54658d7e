"""A firm's own view of public money: what fits today, what would fit if something were different, and the dates to keep."""
