"""Files that come from strangers are opened in a process of their own, with little time, memory and room to
answer.

`parent` is the product's side, `child` the other one. What runs there imports no Django settings, holds no
connection and knows no secret: it reads the bytes and answers in JSON, by codes; the sentences are made on
the product's side.
"""
