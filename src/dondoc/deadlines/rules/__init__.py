"""Pure rules of deadlines (quy tắc kỳ hạn): calendar, periods, windows, deadlines, regime definitions."""
