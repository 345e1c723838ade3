"""The API for other systems (giao diện lập trình cho hệ thống khác): figures in, standings and totals out, as JSON.

Knows: tokens, parameters, status codes, the words of refusals as JSON. Does not know: rights, rules, figures; it asks
the rooms, as the pages do.
"""
