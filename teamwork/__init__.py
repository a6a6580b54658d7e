"""More than one person answers for one firm: parts shared out, comments on questions, opinions and how they are decided."""
