"""Deadlines (kỳ báo cáo, ngày làm việc, thời hạn): which day works, which days a period covers, when it is due.

Knows: the working calendar (lịch làm việc) with the office's own decisions over a starting list, periods and their
data windows (thời gian chốt số liệu), deadline rules (thời hạn gửi) and report regimes (chế độ báo cáo) as data.
Does not know: who must report, what was sent, or what is a task.
"""
