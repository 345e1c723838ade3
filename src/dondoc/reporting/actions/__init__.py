"""Deeds of reporting (việc của phần báo cáo), one module each."""

from dondoc.reporting.actions.adopt_total import CannotAdoptTotal, Wanted, adopt_total
from dondoc.reporting.actions.change_deadline import CannotChangeDeadline, change_deadline, extend_deadline
from dondoc.reporting.actions.decide_days import DaysDecided, decide_days, withdraw_decided_day
from dondoc.reporting.actions.exempt_agency import CannotExempt, end_exemption, exempt_agency
from dondoc.reporting.actions.import_certificates import CertificatesImported, import_certificates
from dondoc.reporting.actions.import_regime import RegimesImported, import_regime, import_regimes
from dondoc.reporting.actions.import_submissions import CannotImportSubmissions, import_submissions
from dondoc.reporting.actions.keep_certificates import keep_certificate, stop_certificate
from dondoc.reporting.actions.keep_trust import stop_trusting_root, trust_root
from dondoc.reporting.actions.open_period import CannotOpenPeriod, Generated, generate_obligations, open_period
from dondoc.reporting.actions.pass_obligations import CannotPassObligations, pass_obligations, return_obligations
from dondoc.reporting.actions.publish_form import publish_form
from dondoc.reporting.actions.recheck_signatures import (
    ChangedReport,
    NightlyCheck,
    recheck_signatures,
    renew_outcomes,
)
from dondoc.reporting.actions.record_sent_otherwise import CannotRecordOtherWay, OtherWay, record_sent_otherwise
from dondoc.reporting.actions.renew_feed import renew_feed
from dondoc.reporting.actions.reorganise import CannotReorganise, reorganise, undo_reorganisation
from dondoc.reporting.actions.send_figures import Attached, CannotSendReport, send_figures
from dondoc.reporting.actions.submit_report import CannotSubmitReport, submit_nil_report, submit_report
from dondoc.reporting.actions.take_step import CannotTakeStep, ReportPlace, take_step

__all__ = [
    "Attached",
    "CannotAdoptTotal",
    "CannotChangeDeadline",
    "CannotExempt",
    "CannotImportSubmissions",
    "CannotOpenPeriod",
    "CannotPassObligations",
    "CannotRecordOtherWay",
    "CannotReorganise",
    "CannotSendReport",
    "CannotSubmitReport",
    "CannotTakeStep",
    "CertificatesImported",
    "ChangedReport",
    "DaysDecided",
    "Generated",
    "NightlyCheck",
    "OtherWay",
    "RegimesImported",
    "ReportPlace",
    "Wanted",
    "adopt_total",
    "change_deadline",
    "decide_days",
    "end_exemption",
    "exempt_agency",
    "extend_deadline",
    "generate_obligations",
    "import_certificates",
    "import_regime",
    "import_regimes",
    "import_submissions",
    "keep_certificate",
    "open_period",
    "pass_obligations",
    "publish_form",
    "recheck_signatures",
    "record_sent_otherwise",
    "renew_feed",
    "renew_outcomes",
    "reorganise",
    "return_obligations",
    "send_figures",
    "stop_certificate",
    "stop_trusting_root",
    "submit_nil_report",
    "submit_report",
    "take_step",
    "trust_root",
    "undo_reorganisation",
    "withdraw_decided_day",
]
