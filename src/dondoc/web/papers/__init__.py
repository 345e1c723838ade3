"""Pages of official documents (văn bản): the letter and the report as they will look, as DOCX and as PDF.

Knows: previews and downloads. Does not know: the form of a document or its wording.
"""
