"""Pages of the signing book (trình ký): papers that wait, the ways to sign them, what became of each.

Knows: addresses, forms, what the script and the programs on the user's machine are told. Does not know: who may sign.
"""
