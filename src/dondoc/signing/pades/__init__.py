"""Signatures in PDF files (chữ ký số PAdES), read and made with pyHanko. Reading never fetches anything.

Nothing is imported here: the limited process starts anew for each file and loads only what reading needs.
"""
