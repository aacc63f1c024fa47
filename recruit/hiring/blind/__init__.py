"""Blind review: what tells who a person is, found and hidden. Pure: text, documents, facts and pictures in and out.

`masking.mask` makes a document, facts and score without personal words; `personal.hide` does so with any text.

`identity` says who must not be recognized. `personal` finds personal words, kind by kind: `names`, `contact`, `labels`,
`ages`, `gender`, `institutions`; they look in small letters without accents (`folding`) for the words and places of
`vocabulary`, and `covering` blocks out what they find. `contact_block` finds the lines of a CV that say how to reach
somebody, `picture` paints over a page's picture.
"""
