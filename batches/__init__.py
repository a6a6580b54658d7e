"""Reports of many clients at once: asked for in slices, followed, paused, retried, and packed into one ZIP with an index."""
