"""Faithful PDFs of the Word papers, pictures of their pages, and small drawings that are laid on them."""
