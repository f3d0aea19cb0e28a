"""A made Word file and its clerk: what it was made from, its late values, and what was changed in it since.

`controls` are the content controls of values that come after the paper is made (number, day); `origin` is the record of
what a paper was made from. Both live in the file itself: content controls in its text, a custom XML part beside it.
"""
