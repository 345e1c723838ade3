"""Foundations (nền chung): what every room stands on.

Knows: refusals with all their reasons, the audit log (nhật ký), stored files with their hashes (tệp), the
Vietnamese way to write numbers and dates, tables read from CSV and Excel, and the one place that reads the clock.
Does not know: agencies, reports, tasks, or anybody's rights.
"""
