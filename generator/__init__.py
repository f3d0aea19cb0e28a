"""gen: the Word papers of a Thai government office, made from the spreadsheet that a clerk fills."""

__version__ = "0.1.0"
