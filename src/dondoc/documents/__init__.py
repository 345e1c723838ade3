"""Official documents (văn bản hành chính): one value, its writers, the wording that an office owns.

Knows: the form of NĐ 30/2020/NĐ-CP, how to write a document as DOCX, PDF and HTML, stored wordings (mẫu lời văn).
Does not know: reports or tasks; it is handed plain values.
"""
