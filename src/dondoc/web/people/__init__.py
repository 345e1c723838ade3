"""Pages of people (chức vụ, thẩm quyền ký): who holds which post, who signs for whom, kept by administrators.

Knows: lists, forms, files. Does not know: what follows from a post; `people.rules.authority` decides.
"""
