"""The words of a PDF, in a process of its own (chữ trong tệp PDF, đọc trong tiến trình có giới hạn).

A file from outside may send any parser round in circles or through all memory; what the child cannot read is refused
in words. Knows: processor time, memory, pages. Does not know: what the words mean.
"""

from dondoc.documents.pdf_texts.limited import LIMITS, Limits, text_of_file, text_of_pdf

__all__ = ["LIMITS", "Limits", "text_of_file", "text_of_pdf"]
