"""What an enterprise allows a service provider: grants, offers of them, and the log of both."""
