"""Pure rules about agencies (quy tắc về đơn vị): the map of a day, what an import may say, what a deed changes."""
