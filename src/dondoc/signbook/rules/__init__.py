"""Rules of the signing book (quy tắc trình ký): order of signatures, whose certificate, what a session is good for."""
