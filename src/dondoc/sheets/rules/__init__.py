"""Pure rules of data forms (quy tắc biểu mẫu): definitions, formulas, reading of cells, checks, totals."""
