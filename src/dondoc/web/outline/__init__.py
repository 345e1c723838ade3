"""Pages of a report's narrative part (lời văn theo đề cương): written, sent, compared, of the units below.

Knows: how sections are shown and what their script is told. Does not know: what may be written (reporting).
"""
