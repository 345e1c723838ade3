"""Who may open which address: one row for each URL name. What one may not know of answers 404, like nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOW, World

CAST = ("hoa", "lan", "minh", "nam", "tuan", "dung", "quan")
PERIOD = {"regime": "KSTTHC", "period": "2026-Q4"}
LN = {**PERIOD, "agency": "BG-LN"}
FORM = {**LN, "form": "II.06a"}
TABLE = {**PERIOD, "province": "BG"}
ALL = frozenset(CAST)
ADMINISTRATORS = frozenset({"quan"})
OPEN_TO_ALL = frozenset({"sign-in", "health", "feed", "program-file", "program-upload", "api:openapi-json"})

# URL name -> (arguments, method, who gets an answer other than 404)
ACCESS: dict[str, tuple[dict[str, object], str, frozenset[str]]] = {
    "sign-in": ({}, "get", ALL),
    "sign-out": ({}, "post", ALL),
    "password": ({}, "get", ALL),
    "help": ({}, "get", ALL),
    "health": ({}, "get", ALL),
    "overview": ({}, "get", ALL),
    "search": ({}, "get", ALL),
    "reporting": ({}, "get", ALL),
    "reporting-table": (TABLE, "get", frozenset({"hoa", "quan"})),
    "reporting-table-xlsx": (TABLE, "get", frozenset({"hoa", "quan"})),
    "total": ({**TABLE, "form": "II.06a"}, "get", frozenset({"hoa", "quan"})),
    "adopt-total-form": ({**TABLE, "form": "II.06a"}, "get", frozenset()),
    "adopt-total": ({**TABLE, "form": "II.06a"}, "post", frozenset()),
    "total-across": ({**TABLE, "period": "2026", "form": "II.06a"}, "get", frozenset({"hoa", "quan"})),
    "total-xlsx": ({**TABLE, "form": "II.06a"}, "get", frozenset({"hoa", "quan"})),
    "sent-figures": ({"set_id": "FIGURES"}, "get", frozenset({"hoa", "lan", "minh", "quan"})),
    "compare-figures": (
        {"set_id": "FIGURES", "older_id": "FIGURES"},
        "get",
        frozenset({"hoa", "lan", "minh", "quan"}),
    ),
    "enter-other-way": (LN, "post", frozenset({"hoa", "lan", "minh", "quan"})),
    "other-way-proof": ({"submission_id": "OTHERWISE"}, "get", frozenset({"hoa", "lan", "minh", "quan"})),
    "report-step": (LN, "post", frozenset({"hoa", "lan", "minh", "quan"})),
    "send-report-figures": (LN, "post", frozenset({"lan"})),
    "report-to-sign": (LN, "get", frozenset({"lan", "minh"})),
    "obligation": (LN, "get", frozenset({"hoa", "lan", "minh", "quan"})),
    "send-report": (LN, "post", frozenset({"hoa", "lan", "minh", "quan"})),
    "outline": (LN, "get", frozenset({"hoa", "lan", "minh", "quan"})),
    "outline-save": (LN, "post", frozenset({"lan"})),
    "outline-beat": (LN, "post", frozenset({"lan"})),
    "outline-attach": (LN, "post", frozenset({"lan", "minh"})),
    "outline-detach": (LN, "post", frozenset({"lan", "minh"})),
    "outline-file": ({**LN, "file_id": "ATTACHED"}, "get", frozenset({"lan", "minh"})),
    "sent-outline": ({"submission_id": "NARRATIVE"}, "get", frozenset({"hoa", "lan", "minh", "quan"})),
    "sent-outline-file": (
        {"submission_id": "NARRATIVE", "place": 1},
        "get",
        frozenset({"hoa", "lan", "minh", "quan"}),
    ),
    "outlines-below": (TABLE, "get", frozenset({"hoa", "quan"})),
    "entry": (FORM, "get", frozenset({"hoa", "lan", "minh", "quan"})),
    "entry-xlsx": (FORM, "get", frozenset({"lan", "minh"})),
    "entry-save": (FORM, "post", frozenset({"lan"})),
    "entry-beat": (FORM, "post", frozenset({"lan"})),
    "entry-save-form": (FORM, "post", frozenset({"lan"})),
    "entry-note": (FORM, "post", frozenset({"lan"})),
    "entry-explain": (FORM, "post", frozenset({"lan"})),
    "entry-prefill": (FORM, "post", frozenset({"lan"})),
    "entry-add-rows": (FORM, "post", frozenset({"lan"})),
    "entry-rename-row": (FORM, "post", frozenset({"lan"})),
    "entry-remove-row": (FORM, "post", frozenset({"lan"})),
    "entry-upload": (FORM, "post", frozenset({"lan"})),
    "submission-file": ({"submission_id": "SUBMISSION"}, "get", frozenset({"hoa", "lan", "minh", "quan"})),
    "submission-signatures": ({"submission_id": "SUBMISSION"}, "get", frozenset({"hoa", "lan", "minh", "quan"})),
    "submission-signatures-pdf": ({"submission_id": "SUBMISSION"}, "get", frozenset({"hoa", "lan", "minh", "quan"})),
    "sign-report": (LN, "post", frozenset({"lan", "minh"})),
    "sign-outgoing": ({"document_id": "OUTGOING"}, "post", frozenset({"hoa", "quan"})),
    "sign-annex": ({"document_id": "OUTGOING", "annex_id": 0}, "post", frozenset()),
    "papers": ({}, "get", ALL),
    "lay-paper": ({}, "post", ALL),
    "signature-picture": ({}, "post", ALL),
    "sign-here": ({}, "post", ALL),
    "finish-signing": ({}, "post", ALL),
    "program-file": ({"token": "VGCA"}, "get", ALL),
    "program-upload": ({"token": "VGCA"}, "post", ALL),
    "paper": ({"paper_id": "PAPER"}, "get", frozenset({"lan", "minh"})),
    "paper-file": ({"paper_id": "PAPER"}, "get", frozenset({"lan", "minh"})),
    "upload-signed": ({"paper_id": "PAPER"}, "post", frozenset({"lan", "minh"})),
    "open-signing": ({"paper_id": "PAPER"}, "post", frozenset({"lan", "minh"})),
    "open-program": ({"paper_id": "PAPER"}, "post", frozenset()),  # only where the office uses that program
    "systems": ({}, "get", ADMINISTRATORS),
    "connect-system": ({}, "post", ADMINISTRATORS),
    "disconnect-system": ({"system_id": "SYSTEM"}, "post", ADMINISTRATORS),
    # A session opens nothing here: without a token everybody is told so, of whatever there is.
    "api:openapi-json": ({}, "get", ALL),
    "api:api-root": ({}, "get", frozenset()),
    "api:put-figures": ({}, "put", ALL),
    "api:obligations": ({}, "get", ALL),
    "api:total": ({}, "get", ALL),
    "api:form": ({}, "get", ALL),
    "trust": ({}, "get", ADMINISTRATORS),
    "trust-root": ({}, "post", ADMINISTRATORS),
    "certificates": ({}, "get", ADMINISTRATORS),
    "register-certificate": ({}, "post", ADMINISTRATORS),
    "end-certificate": ({"certificate_id": "CERTIFICATE"}, "post", ADMINISTRATORS),
    "stop-trusting": ({"anchor_id": "ANCHOR"}, "post", ADMINISTRATORS),
    "assignments": ({}, "get", ALL),
    "assignments-xlsx": ({}, "get", frozenset({"hoa", "tuan", "quan", "nam"})),
    "violations": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "violation-grid": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "violation-grid-xlsx": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "directives": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "directive": ({"draft_id": "DRAFT"}, "get", frozenset({"hoa", "tuan", "quan"})),
    "settle-source": ({"draft_id": "DRAFT"}, "post", frozenset({"hoa", "tuan", "quan"})),
    "settle-proposal": ({"draft_id": "DRAFT", "position": 1}, "post", frozenset({"hoa", "tuan", "quan"})),
    "fill-proposals": ({"draft_id": "DRAFT"}, "post", frozenset({"hoa", "tuan", "quan"})),
    "accept-proposals": ({"draft_id": "DRAFT"}, "post", frozenset({"hoa", "tuan", "quan"})),
    "assign-tasks": ({"draft_id": "DRAFT"}, "post", frozenset({"hoa", "tuan", "quan"})),
    "undo-assignment": ({"draft_id": "DRAFT"}, "post", frozenset({"hoa", "tuan", "quan"})),
    # Thrown away by the first who may: for the others it does not exist any more.
    "discard-directive": ({"draft_id": "DRAFT"}, "post", frozenset({"hoa"})),
    "task": ({"task_id": "TASK"}, "get", frozenset({"hoa", "nam", "tuan", "quan"})),
    "reply": ({}, "get", ALL - {"minh"}),
    "answer-likely": ({"likely_id": "LIKELY"}, "post", frozenset({"nam"})),
    "contest-finding": ({"task_id": "TASK", "kind": "not_received"}, "post", frozenset({"nam"})),
    "settle-finding": ({"task_id": "TASK", "kind": "not_received"}, "post", frozenset({"hoa", "tuan", "quan"})),
    "act-on-task": ({"task_id": "TASK", "slug": "tam-dung"}, "post", frozenset({"hoa", "tuan", "quan"})),
    "enter-task": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "recurrences": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "stop-recurrence": ({"recurrence_id": "RECURRENCE"}, "post", frozenset({"hoa", "tuan", "quan"})),
    "policies": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "lay-down-limits": ({}, "post", ADMINISTRATORS),
    "lay-down-rule": ({}, "post", ADMINISTRATORS),
    # Anybody may ask; what may not be known is told as not there, one by one.
    "decide-results": ({}, "post", ALL),
    "keep-filter": ({}, "post", ALL),
    "drop-filter": ({"filter_id": "FILTER"}, "post", frozenset({"hoa"})),
    "urge-task": ({"task_id": "TASK"}, "post", frozenset({"hoa", "tuan", "quan"})),
    "hand-task-down": ({"task_id": "TASK"}, "post", frozenset({"nam"})),
    "evidence-file": ({"task_id": "PROVED", "evidence_id": "PROVED"}, "get", frozenset({"hoa", "nam", "tuan", "quan"})),
    "urgings": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "read-urging": ({"urging_id": "URGING"}, "post", frozenset({"nam"})),
    "urging-file": ({"urging_id": "URGING", "file_id": "URGING"}, "get", frozenset({"hoa", "nam", "tuan", "quan"})),
    "urge-report": (LN, "post", frozenset({"hoa", "quan"})),
    "review": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "review-rows": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "review-paper": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "review-file": ({"kind": "xlsx"}, "get", frozenset({"hoa", "tuan", "quan"})),
    "publish-review": ({}, "post", frozenset({"hoa", "tuan", "quan"})),
    "published-review": ({"published_id": "PUBLISHED"}, "get", frozenset({"hoa", "tuan", "quan"})),
    "published-review-file": (
        {"published_id": "PUBLISHED", "file_id": "PUBLISHED"},
        "get",
        frozenset({"hoa", "tuan", "quan"}),
    ),
    "update-progress": ({"task_id": "TASK"}, "post", frozenset({"nam"})),
    "report-result": ({"task_id": "TASK"}, "post", frozenset({"nam"})),
    "decide-result": ({"task_id": "TASK"}, "post", frozenset({"hoa", "tuan", "quan"})),
    "agencies": ({}, "get", ALL),
    "agency": ({"code": "BG-LN"}, "get", ALL),
    "agency-children": ({"code": "LS"}, "get", ALL),
    "agency-groups": ({"code": "LS"}, "get", ALL),
    "agency-events": ({}, "get", ALL),
    "agency-event": ({"event_id": "EVENT"}, "get", ALL),
    "undo-agency-event": ({"event_id": "EVENT"}, "post", ADMINISTRATORS),
    "agency-deed": ({"name": "create"}, "get", ADMINISTRATORS),
    "take-in-agencies": ({}, "get", ADMINISTRATORS),
    "agencies-template": ({}, "get", ALL),
    "posts": ({}, "get", ADMINISTRATORS),
    "record-post": ({}, "post", ADMINISTRATORS),
    "record-delegation": ({}, "post", ADMINISTRATORS),
    "end-post": ({"post_id": "POST"}, "post", ADMINISTRATORS),
    "end-delegation": ({"delegation_id": "DELEGATION"}, "post", ADMINISTRATORS),
    "import-posts": ({}, "post", ADMINISTRATORS),
    "posts-template": ({}, "get", ADMINISTRATORS),
    "regimes": ({}, "get", ALL),
    "regimes-file": ({"kind": "json"}, "get", ALL),
    "regime": ({"code": "KSTTHC"}, "get", ALL),
    "import-regimes": ({}, "post", ADMINISTRATORS),
    "new-regime": ({}, "get", ADMINISTRATORS),
    "regime-preview": ({}, "post", ADMINISTRATORS),
    "edit-regime": ({"code": "KSTTHC"}, "get", ADMINISTRATORS),
    "open-ahead": ({"code": "KSTTHC"}, "post", ADMINISTRATORS),
    "period-deadlines": (TABLE, "get", frozenset({"hoa", "quan"})),
    "change-deadline": (TABLE, "post", frozenset({"hoa", "quan"})),
    "extend-deadline": (TABLE, "post", frozenset({"hoa", "quan"})),
    "exempt-agency": (TABLE, "post", frozenset({"hoa", "quan"})),
    "forms": ({}, "get", ALL),
    "form": ({"code": "II.06a"}, "get", ALL),
    "form-file": ({"kind": "xlsx", "code": "II.06a"}, "get", ALL),
    "compare-forms": ({"code": "II.07b"}, "get", ALL),
    "new-form": ({}, "get", ADMINISTRATORS),
    "new-form-version": ({"code": "II.06a"}, "get", ADMINISTRATORS),
    "form-preview": ({}, "post", ADMINISTRATORS),
    "form-trial": ({}, "post", ADMINISTRATORS),
    "form-from-file": ({}, "post", ADMINISTRATORS),
    "workdays": ({}, "get", ALL),
    "workdays-file": ({"asked": 2026, "kind": "csv"}, "get", ALL),
    "decide-day": ({}, "get", ADMINISTRATORS),
    "import-days": ({}, "post", ADMINISTRATORS),
    "withdraw-day": ({"decision_id": "DECISION"}, "get", ADMINISTRATORS),
    "feeds": ({}, "get", ALL),
    "renew-feed": ({}, "post", ALL),
    "feed": ({"token": "FEED"}, "get", ALL),
    "incoming": ({}, "get", ALL),
    "search-documents": ({}, "get", ALL),
    "save-search": ({}, "post", ALL),
    "drop-search": ({"search_id": "SEARCH"}, "post", frozenset({"lan"})),
    "registers": ({}, "get", ALL),
    "register-file": ({"ending": "xlsx"}, "get", ALL),
    "register-incoming": ({}, "get", frozenset({"hoa", "lan", "nam", "dung"})),
    "register-message": ({"message_id": "IN"}, "get", frozenset({"hoa"})),
    "return-message": ({"message_id": "IN"}, "post", frozenset({"hoa"})),
    "settle-recall": ({"message_id": "IN"}, "post", frozenset({"hoa"})),
    "incoming-document": ({"document_id": "INCOMING"}, "get", frozenset({"hoa", "quan"})),
    "incoming-slip": ({"document_id": "INCOMING"}, "get", frozenset({"hoa", "quan"})),
    "incoming-file": ({"document_id": "INCOMING", "position": 1}, "get", frozenset({"hoa", "quan"})),
    "distribute-incoming": ({"document_id": "INCOMING"}, "post", frozenset({"hoa", "quan"})),
    "act-on-incoming": ({"document_id": "INCOMING", "slug": "tien-do"}, "post", frozenset({"hoa", "quan"})),
    "answer-incoming": ({"document_id": "INCOMING"}, "post", frozenset({"hoa", "quan"})),
    "attach-incoming": ({"document_id": "INCOMING"}, "post", frozenset({"hoa"})),
    "correct-incoming": ({"document_id": "INCOMING"}, "get", frozenset({"hoa"})),
    "assign-from-incoming": ({"document_id": "INCOMING"}, "post", frozenset({"hoa", "quan"})),
    "reply-from-incoming": ({"document_id": "INCOMING"}, "post", frozenset({"hoa", "quan"})),
    "documents": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "outgoing": ({}, "get", ALL),
    "new-outgoing": ({}, "get", ALL - {"minh"}),
    "outgoing-document": ({"document_id": "OUTGOING"}, "get", frozenset({"hoa", "quan"})),
    "outgoing-annexes": ({"document_id": "OUTGOING"}, "post", frozenset({"hoa", "quan"})),
    "outgoing-edit": ({"document_id": "OUTGOING"}, "get", frozenset({"hoa", "quan"})),
    "outgoing-compare": ({"document_id": "OUTGOING"}, "get", frozenset({"hoa", "quan"})),
    "outgoing-figures": ({"document_id": "OUTGOING"}, "get", frozenset({"hoa", "quan"})),
    "outgoing-redraft": ({"document_id": "OUTGOING"}, "post", frozenset()),
    "outgoing-file": ({"document_id": "APPROVED", "file_id": "FROZEN"}, "get", frozenset({"hoa", "quan"})),
    "outgoing-draft-file": ({"document_id": "OUTGOING", "kind": "docx"}, "get", frozenset({"hoa", "quan"})),
    "follow-outgoing": ({"document_id": "OUTGOING", "how": "thay-the"}, "post", frozenset()),
    "send-outgoing-now": ({"document_id": "OUTGOING"}, "post", frozenset()),
    "outgoing-step": ({"document_id": "OUTGOING", "slug": "trinh"}, "post", frozenset({"hoa", "quan"})),
    "letter": (TABLE, "get", frozenset({"hoa", "quan"})),
    "letter-file": ({**TABLE, "kind": "pdf"}, "get", frozenset({"hoa", "quan"})),
    "total-report": ({**TABLE, "form": "II.06a"}, "get", frozenset({"hoa", "quan"})),
    "total-report-file": ({**TABLE, "form": "II.06a", "kind": "pdf"}, "get", frozenset({"hoa", "quan"})),
    "report": ({"province": "LS", "month": "2022-02"}, "get", frozenset({"hoa", "tuan", "quan"})),
    "send-document": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "exchange": ({}, "get", frozenset({"hoa", "minh", "tuan", "quan"})),
    "out-message": ({"message_id": "OUT"}, "get", frozenset({"hoa", "quan"})),
    "resend-message": ({"message_id": "OUT"}, "post", frozenset({"hoa", "quan"})),
    "recall-message": ({"message_id": "OUT"}, "post", frozenset({"hoa", "quan"})),
    "in-message": ({"message_id": "IN"}, "get", frozenset({"hoa", "quan"})),
    "reply-status": ({"message_id": "IN"}, "post", frozenset({"hoa", "quan"})),
    "message-file": ({"way": "den", "message_id": "IN", "place": 1}, "get", frozenset({"hoa", "quan"})),
    "templates": ({}, "get", frozenset({"hoa", "tuan", "quan"})),
    "template": ({"province": "BG", "kind": "reporting-letter"}, "get", frozenset({"hoa", "quan"})),
    "template-preview": ({"province": "BG", "kind": "reporting-letter"}, "post", frozenset({"hoa", "quan"})),
    "template-version": (
        {"province": "BG", "kind": "reporting-letter", "version_id": "WORDING"},
        "get",
        frozenset({"hoa", "quan"}),
    ),
    "period-paper": ({**TABLE, "about": "ket-qua"}, "get", frozenset({"hoa", "quan"})),
    "period-paper-file": ({**TABLE, "about": "thong-bao", "kind": "pdf"}, "get", frozenset({"hoa", "quan"})),
    "urging-letter": ({"agency": "BG-LN"}, "get", frozenset({"hoa", "quan"})),
    "urging-letter-file": ({"agency": "BG-LN", "kind": "docx"}, "get", frozenset({"hoa", "quan"})),
    "report-file": ({"province": "LS", "month": "2022-02", "kind": "pdf"}, "get", frozenset({"hoa", "tuan", "quan"})),
}


def of_tasks(world: World, given: dict[str, object]) -> dict[str, object]:
    """What else hangs on tasks: evidence, an urging with a file, a filter, a recurrence, a published review."""
    from dondoc.assignments.actions import keep_filter
    from dondoc.assignments.models import Evidence, SavedFilter
    from dondoc.assignments.rules.evidence import Upload
    from dondoc.followup.actions.urge import Words
    from dondoc.followup.models import PublishedReview, Urging
    from dondoc.followup.rules.urging import Grade
    from tests.actions.test_enter_task import entered
    from tests.actions.test_evidence_files import NUMBERED, told
    from tests.actions.test_publish_review import published
    from tests.actions.test_recur import put
    from tests.actions.test_urge import urged
    from tests.factories import unsigned_pdf

    file = Upload("tep.pdf", unsigned_pdf())
    if "PROVED" in given.values():
        if not Evidence.objects.exists():
            told(world, entered(world), NUMBERED, file)
        kept = Evidence.objects.get()
        return {"task_id": kept.task_id, "evidence_id": kept.pk}
    if "URGING" in given.values():
        if not Urging.objects.exists():
            urged(world, entered(world).pk, Words(Grade.REMIND, "Báo cáo ngay", [file]))
        one = Urging.objects.get()
        return {"urging_id": one.pk, **({"file_id": one.files.get().pk} if "file_id" in given else {})}
    if "PUBLISHED" in given.values():
        frozen = PublishedReview.objects.first() or published(world)
        return {"published_id": frozen.pk, **({"file_id": frozen.files.all()[0].pk} if "file_id" in given else {})}
    if "FILTER" in given.values():
        keep_filter(actor_id=world.people["hoa"], at=NOW, name="Của tôi", query="loai=open")
        return {"filter_id": SavedFilter.objects.get().pk}
    return {"recurrence_id": put(world).pk} if "RECURRENCE" in given.values() else {}


def outgoing_of(world: World, which: str) -> dict[str, object]:
    """A draft of Hoa's with a figure; or one that is approved, with its frozen file."""
    from dondoc.documents.models import OutgoingFile
    from dondoc.documents.outgoing_rows import Figures
    from tests.factories.outgoing import Office

    office = Office(world)
    if which == "APPROVED":
        document = office.brought_to("approved")
        return {"document_id": document.pk, "file_id": OutgoingFile.objects.filter(document=document)[0].pk}
    rows = ({"name": "late", "label": "Quá hạn", "value": "06", "href": "/bao-cao/"},)
    return {"document_id": office.draft(figures=Figures(rows, NOW, NOW)).pk}


@pytest.fixture
def address(world: World) -> Callable[[str], str]:
    """The address of a URL name, with a real task of Nam's and a real sending of Lan's."""
    from dondoc.agencies.models import AgencyEvent
    from dondoc.assignments.models import Task
    from dondoc.documents.actions import save_search
    from dondoc.documents.models import OfficeWording
    from dondoc.people.models import Delegation, Post
    from dondoc.reporting.actions import renew_feed
    from dondoc.reporting.models import Submission
    from tests.actions.test_assign_tasks import directive
    from tests.actions.test_change_agencies import founded
    from tests.actions.test_connect_system import connected
    from tests.actions.test_decide_day import decide
    from tests.actions.test_keep_certificates import registered
    from tests.actions.test_keep_trust import trusted
    from tests.actions.test_record_sent_otherwise import record
    from tests.actions.test_submit_report import send
    from tests.actions.test_take_in_reply import proposed
    from tests.actions.test_write_sections import attached, sent_with_text
    from tests.factories.drafts import with_outline
    from tests.factories.exchange import exchanged
    from tests.factories.figures import sent_set
    from tests.factories.incoming import register
    from tests.factories.signbook import laid, program_token

    def made(name: str) -> str:
        given = dict(ACCESS[name][0])
        if given.get("document_id") in ("OUTGOING", "APPROVED"):
            given |= outgoing_of(world, str(given["document_id"]))
        if given.get("post_id") == "POST":
            given["post_id"] = Post.objects.get(user_id=world.people["vinh"]).pk
        if given.get("delegation_id") == "DELEGATION":
            given["delegation_id"] = Delegation.objects.get().pk
        given |= of_tasks(world, given)
        if given.get("task_id") == "TASK":
            own = Task.objects.filter(lead_id=world.agencies["LS-STTTT"], results__isnull=True)
            given["task_id"] = own.filter(coordinating=world.agencies["LS-VP"]).order_by("code")[0].pk
        if given.get("event_id") == "EVENT":
            given["event_id"] = (AgencyEvent.objects.first() or founded()).pk
        if given.get("submission_id") == "SUBMISSION":
            given["submission_id"] = (Submission.objects.first() or send(world)).pk
        if given.get("submission_id") == "OTHERWISE":
            given["submission_id"] = record(world).pk
        if given.get("decision_id") == "DECISION":
            given["decision_id"] = decide().pk
        if name.startswith("outline"):
            with_outline()
        if given.get("system_id") == "SYSTEM":
            given["system_id"] = connected(world).system.pk
        if given.get("file_id") == "ATTACHED":
            given["file_id"] = attached(world).pk
        if given.get("submission_id") == "NARRATIVE":
            given["submission_id"] = sent_with_text(world).pk
        for key in ("set_id", "older_id"):
            if given.get(key) == "FIGURES":
                given[key] = sent_set(world)
        if given.get("message_id") in ("OUT", "IN"):
            given["message_id"] = exchanged(world, str(given["message_id"]))
        if given.get("search_id") == "SEARCH":
            given["search_id"] = save_search(actor_id=world.people["lan"], at=NOW, name="Của Lan", query="q=x").pk
        if given.get("document_id") == "INCOMING":
            given["document_id"] = register(world, text="Nội dung công văn").pk
        if given.get("likely_id") == "LIKELY":
            given["likely_id"] = proposed(world)[0].pk
        if given.get("draft_id") == "DRAFT":
            given["draft_id"] = directive(world).pk
        if given.get("version_id") == "WORDING":
            given["version_id"] = OfficeWording.objects.get(province__code="BG", kind="reporting-letter").pk
        if given.get("paper_id") == "PAPER":
            given["paper_id"] = laid(world).pk
        if given.get("token") == "VGCA":
            given["token"] = program_token(world)
        if given.get("anchor_id") == "ANCHOR":
            given["anchor_id"] = trusted().pk
        if given.get("certificate_id") == "CERTIFICATE":
            given["certificate_id"] = registered(world).pk
        if given.get("token") == "FEED":
            given["token"] = renew_feed(actor_id=world.people["lan"], at=NOW).token
        return reverse(name, kwargs=given)

    return made


@pytest.mark.parametrize("name", sorted(ACCESS))
def test_only_those_concerned_get_an_answer(
    name: str, as_: Callable[[str], Client], address: Callable[[str], str]
) -> None:
    _, method, allowed = ACCESS[name]
    where = address(name)
    answered = {who for who in CAST if getattr(as_(who), method)(where).status_code != 404}
    assert answered == set(allowed)


@pytest.mark.parametrize("name", sorted(ACCESS))
def test_whoever_is_not_signed_in_is_asked_to(name: str, client: Client, address: Callable[[str], str]) -> None:
    response = getattr(client, ACCESS[name][1])(address(name))
    if name in OPEN_TO_ALL:
        assert response.status_code in (200, 422)
    elif name.startswith("api:"):
        assert response.status_code in (401, 404)  # a machine is told, not led to a page
    else:
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("sign-in"))


def test_an_unknown_address_says_no_more_to_a_stranger_than_a_known_one(client: Client) -> None:
    assert client.get("/khong/co/gi/").status_code == 404


def test_what_one_may_not_know_of_looks_like_what_does_not_exist(as_: Callable[[str], Client]) -> None:
    hidden = as_("dung").get(reverse("obligation", kwargs=LN))
    missing = as_("dung").get(reverse("obligation", kwargs={**LN, "agency": "BG-KHONG"}))
    assert hidden.status_code == missing.status_code == 404

    def said(page: bytes) -> str:
        return re.sub(r'csrf[^>]*?value="\w+"|"X-CSRFToken": "\w+"', "", page.decode())

    assert said(hidden.content) == said(missing.content)
