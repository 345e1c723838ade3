"""The frame of every page (khung giao diện): signing in, the moment, the province, headers, refusals.

Knows: what each request carries beside its address. Does not know: what a page shows.
"""
