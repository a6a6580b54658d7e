"""The desk of a provider with many clients: all of them in one table, and clients brought in as a file."""
