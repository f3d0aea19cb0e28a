"""The last mile: faithful PDFs of the Word papers, print sets with their stamps, and signatures."""
