"""A made Word file and its clerk: what it was made from, its late values, and what was changed in it since.

    controls   content controls of values that come after the paper is made (number, day): bound, read, filled in
    origin     the record of what a paper was made from, in a custom XML part of the file
    data       the data of a case as such a record keeps it, and the case made of it again
    text       the paragraphs of a file as Word shows them, and their words
    changes    what differs between two papers or two cases, said in Thai
    tracked    the same as a Word file with tracked changes
    back       the case read back from an edited paper
"""
