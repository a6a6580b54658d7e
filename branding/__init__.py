"""A service provider's own look for reports: logo, colours, contact; every change is a new version that stays as it was."""
