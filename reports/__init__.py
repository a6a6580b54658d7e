"""Telling: the result page, the documents and charts both it and the PDF are made of, the report job, verification."""
