"""Reading a workbook, judging it row by row, and writing what differs.

files → reading → planning → applying. Everything up to `applying` only reads.
"""
