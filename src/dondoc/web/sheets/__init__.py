"""Pages of data forms (biểu mẫu số liệu): the list, one as it prints, building, trying, publishing and comparing.

Knows: addresses, the builder's fields and their words. Does not know: what a formula means, what is wrong with a form;
it asks.
"""
