"""Who you are: people, organisations, who belongs where, and the facts about an enterprise."""
