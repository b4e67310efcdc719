"""The story on one page: open a workspace, hold each process against its log, say what was found."""

from workbench.study.assessing import AssessedProcess, Assessment, align, assess, contrast
from workbench.study.foreseeing import Foresight, Lack, Prospect, foresee
from workbench.study.opening import open_study, study_of
from workbench.study.reviewing import ReviewPack, ReviewPart, forecasts_of, review_pack
from workbench.study.studied import StudiedProcess, Study
from workbench.study.vocabulary import named_variants

__all__ = [
    "AssessedProcess",
    "Assessment",
    "Foresight",
    "Lack",
    "Prospect",
    "ReviewPack",
    "ReviewPart",
    "StudiedProcess",
    "Study",
    "align",
    "assess",
    "contrast",
    "forecasts_of",
    "foresee",
    "named_variants",
    "open_study",
    "review_pack",
    "study_of",
]
