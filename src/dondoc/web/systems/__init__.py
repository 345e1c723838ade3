"""Pages of connected systems (hệ thống kết nối): which there are, a token given once, one taken back.

Knows: forms, addresses. Does not know: who may give what (people).
"""
