"""Data forms (biểu mẫu số liệu): what a table of figures looks like, how it adds up, what came of it.

Knows: forms and their versions, formulas and checks, cells, sets of figures (bộ số liệu), Excel templates, sums of
many sets. Does not know: who owes figures to whom and by when, what sending means (room reporting).
"""
