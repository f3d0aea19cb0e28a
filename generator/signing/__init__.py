"""Electronic signatures in PDFs: made with a key file or a token, shown on the paper, and looked into."""
