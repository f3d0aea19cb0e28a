"""Damaged and hostile files of every kind that can come from outside, thrown at the command line.

In: seeds that the program itself makes, and a number. Out: what was tried, and each file that ended in E900, a
traceback, over 1 GB or over 20 s of CPU. The same number gives the same files: `python -m tools.fuzz --help`.
"""
