"""Pages where figures are typed (nhập số liệu): the form as a grid, its checks in words, Excel down and up.

Knows: how a draft is shown and what the grid's script is told. Does not know: what is right (sheets, reporting).
"""
