"""Pure rules about agencies (quy tắc về đơn vị): the map of a day, and what an import may say."""
