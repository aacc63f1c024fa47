"""Blind review: what tells who a person is, found and hidden. Pure: text, documents, facts and pictures in and out.

`personal` finds the words, `contact_block` the lines that say how to reach somebody, `masking` makes a document,
facts and score without them, `picture` a page's picture.
"""
