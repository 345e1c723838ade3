"""Following up (theo dõi, đôn đốc): tables, reviews and the documents that say so, for both sides.

Knows: the reporting table of a period, the review of a span of tasks, the letter and the report made of them.
Does not know: how facts come in; it reads reporting and assignments, which do not know each other.
"""
