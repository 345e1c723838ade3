"""Pure rules of exchange (quy tắc liên thông): the envelope as values, its XML and JSON, when to try again."""
