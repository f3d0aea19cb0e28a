"""What is drawn in a paper: native charts filled with data, flow charts from steps, and the contents of a book."""
