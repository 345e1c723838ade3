"""Deeds of exchange (việc của phần liên thông), one module each."""

from dondoc.exchange.actions.handle_arrived import act_and_tell, distribute_and_tell
from dondoc.exchange.actions.issue_and_send import issue_and_send
from dondoc.exchange.actions.queue_message import CannotQueueMessage, queue_message
from dondoc.exchange.actions.recall_document import recall_document
from dondoc.exchange.actions.recall_message import CannotRecallMessage, recall_message
from dondoc.exchange.actions.receive_message import CannotReceiveMessage, Received, receive_message, receive_waiting
from dondoc.exchange.actions.register_message import (
    CannotSettleMessage,
    register_message,
    return_message,
    settle_recall,
)
from dondoc.exchange.actions.reply_status import CannotReplyStatus, reply_status
from dondoc.exchange.actions.resend_message import CannotResendMessage, resend_message
from dondoc.exchange.actions.send_document import CannotSendDocument, send_document
from dondoc.exchange.actions.send_due import SentDue, send_due

__all__ = [
    "CannotQueueMessage",
    "CannotRecallMessage",
    "CannotReceiveMessage",
    "CannotReplyStatus",
    "CannotResendMessage",
    "CannotSendDocument",
    "CannotSettleMessage",
    "Received",
    "SentDue",
    "act_and_tell",
    "distribute_and_tell",
    "issue_and_send",
    "queue_message",
    "recall_document",
    "recall_message",
    "receive_message",
    "receive_waiting",
    "register_message",
    "reply_status",
    "resend_message",
    "return_message",
    "send_document",
    "send_due",
    "settle_recall",
]
