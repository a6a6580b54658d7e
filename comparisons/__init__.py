"""How a set of clients compares: an anonymous report over at least five results of one framework, and its key."""
