"""Pure foundations (quy tắc chung): refusals, time in Viet Nam, wording of numbers and dates, tables."""
