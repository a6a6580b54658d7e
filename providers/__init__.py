"""Service providers and their clients: asking for access, giving it, files prepared and taken over, who did what."""
