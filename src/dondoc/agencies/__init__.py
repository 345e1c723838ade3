"""Agencies (cơ quan, đơn vị): who exists on a day, under which name, in which group, below whom.

Knows: stable identities with effective-dated versions [from, to), the tree, groups in the order of the tables.
Does not know: what an agency owes, who works there.
"""
