"""Print sets: originals, file copies and copies of papers as one PDF, with their stamps, covers and sides."""
