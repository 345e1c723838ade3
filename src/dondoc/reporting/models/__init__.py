"""Tables of reporting (chế độ báo cáo): regimes, obligations and what changed them, drafts, steps,
submissions, the narrative part."""

from dondoc.reporting.models.drafts import DraftChange, DraftPresence, FigureDraft
from dondoc.reporting.models.life import ReportStep
from dondoc.reporting.models.narrative import (
    SectionDraft,
    SectionFile,
    SectionPresence,
    SentNarrative,
    SentNarrativeFile,
)
from dondoc.reporting.models.obligations import (
    DeadlineChange,
    DeadlineFeed,
    Exemption,
    Obligation,
    PassedObligation,
)
from dondoc.reporting.models.regimes import Regime, RegimeVersion
from dondoc.reporting.models.signatures import SignatureOutcome
from dondoc.reporting.models.submissions import ImportedRecord, SentOtherwise, Submission, SubmittedFigures
from dondoc.reporting.models.totals import AdoptedPart, AdoptedTotal

__all__ = [
    "AdoptedPart",
    "AdoptedTotal",
    "DeadlineChange",
    "DeadlineFeed",
    "DraftChange",
    "DraftPresence",
    "Exemption",
    "FigureDraft",
    "ImportedRecord",
    "Obligation",
    "PassedObligation",
    "Regime",
    "RegimeVersion",
    "ReportStep",
    "SectionDraft",
    "SectionFile",
    "SectionPresence",
    "SentNarrative",
    "SentNarrativeFile",
    "SentOtherwise",
    "SignatureOutcome",
    "Submission",
    "SubmittedFigures",
]
