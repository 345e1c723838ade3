"""Pages of registers (trang sổ văn bản): the three registers of Phụ lục IV on screen, as Excel, as PDF.

Knows: addresses, what to show. Does not know: what stands in a register; it asks.
"""
