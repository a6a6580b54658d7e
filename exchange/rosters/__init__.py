"""Lists of enterprises that people bring as a workbook: its columns, its template, its cells and what they mean."""
