"""What backs an answer: files, links and notes, each with the strength of its kind."""
