"""What the words of a paper hold: its kind, dates, persons, items, blanks, headings of tables, spoken numbers."""
