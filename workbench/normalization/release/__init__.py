"""A standard as it is released: a workspace that nobody can change, its life, and what differs from the one before."""

from workbench.normalization.release.approving import Act, Answer, Approval, Waiver
from workbench.normalization.release.checking import check_release, check_released
from workbench.normalization.release.conditions import CONDITIONS, Condition, TrialRecord, conditions_of, unmet, unrated
from workbench.normalization.release.differences import (
    Marks,
    Standard,
    StandardDifference,
    StandardDifferences,
    differences_between,
)
from workbench.normalization.release.folder import Content, Copied, release_folder, release_folders, releasing, workspace_around
from workbench.normalization.release.freezing import Frozen, check_releasable, freeze, settle
from workbench.normalization.release.lifecycle import (
    KIND,
    Happened,
    Release,
    Releases,
    advance,
    check_transition,
    releases_on,
    standing_in,
)
from workbench.normalization.release.listed import ListedConditions, ListedReleases
from workbench.normalization.release.manifest import (
    Manifest,
    PolicyUsed,
    Predecessor,
    ReleasedFile,
    json_bytes,
    manifest_bytes,
    manifest_hash,
    read_manifest,
)
from workbench.normalization.release.putting_together import put_together
from workbench.normalization.release.rows import Area
from workbench.normalization.release.states import (
    Adjusting,
    Drafted,
    Event,
    Monitored,
    Released,
    State,
    TrialBegun,
    Withdrawn,
)
from workbench.normalization.release.trial import TrialWindow
from workbench.normalization.release.verifying import Verified, is_release, verify_release, verify_workspace
from workbench.normalization.release.version import Step, Version, version_of
from workbench.released import ImmutableRelease

__all__ = [
    "CONDITIONS",
    "KIND",
    "Act",
    "Adjusting",
    "Answer",
    "Approval",
    "Area",
    "Condition",
    "Content",
    "Copied",
    "Drafted",
    "Event",
    "Frozen",
    "Happened",
    "ImmutableRelease",
    "ListedConditions",
    "ListedReleases",
    "Manifest",
    "Marks",
    "Monitored",
    "PolicyUsed",
    "Predecessor",
    "Release",
    "Released",
    "ReleasedFile",
    "Releases",
    "Standard",
    "StandardDifference",
    "StandardDifferences",
    "State",
    "Step",
    "TrialBegun",
    "TrialRecord",
    "TrialWindow",
    "Verified",
    "Version",
    "Waiver",
    "Withdrawn",
    "advance",
    "check_releasable",
    "check_release",
    "check_released",
    "check_transition",
    "conditions_of",
    "differences_between",
    "freeze",
    "is_release",
    "json_bytes",
    "manifest_bytes",
    "manifest_hash",
    "put_together",
    "read_manifest",
    "release_folder",
    "release_folders",
    "releases_on",
    "releasing",
    "settle",
    "standing_in",
    "unmet",
    "unrated",
    "verify_release",
    "verify_workspace",
    "version_of",
    "workspace_around",
]
