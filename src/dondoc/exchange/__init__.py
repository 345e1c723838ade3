"""Exchange of documents (liên thông văn bản): edXML messages, what is to leave and what came, over which axis.

Knows: the envelope of QCVN 102:2016/BTTTT, status messages, the outbox with its attempts, the inbox, axes.
Does not know: how a document is drafted, numbered or signed; it carries what is issued.
"""
