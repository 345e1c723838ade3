"""People (cán bộ): accounts, and which right each holds for which agency over which span.

Knows: users, grants (quyền được giao), what follows from them on a day.
Does not know: reports, tasks, documents; these rooms ask for rights and decide.
"""
