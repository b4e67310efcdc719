"""How people work together: who does what, who hands over to whom, who has cases in common – as measures, and of a linkage."""

from workbench.collaboration.centralization import betweenness, betweenness_centralization, degree_centralization
from workbench.collaboration.collaborating import Collaboration, RoleDistance, collaboration_of
from workbench.collaboration.ei_index import ei_index, ei_index_of_groups
from workbench.collaboration.expected_posts import ExpectedPosts, PostOfActivity, expected_posts_of
from workbench.collaboration.group_work import member_contribution, member_coverage, relative_focus, relative_stake
from workbench.collaboration.handover_pairs import HandoverPair, HandoverPairs, pairs_of_departments, pairs_of_posts
from workbench.collaboration.handover_waits import HandoverWaits, handover_waits_of
from workbench.collaboration.handovers import HandoverCounts, handover_counts, handovers_of_groups
from workbench.collaboration.hierarchy import TreeLikeness, tree_likeness
from workbench.collaboration.modularity import directed_modularity, undirected_modularity
from workbench.collaboration.network_measures import CollaborationMeasures, collaboration_measures
from workbench.collaboration.participation import mean_participation, participation
from workbench.collaboration.partitions import Elsewhere, adjusted_rand_index, standing_elsewhere, variation_of_information
from workbench.collaboration.roles import Roles, clearest_roles, roles_within
from workbench.collaboration.round_trips import RoundTrips, RoundTripTable, round_trips_of
from workbench.collaboration.similar_tasks import cosine_similarity, profile_correlation
from workbench.collaboration.staffing import Staffing, staffing_of, staffing_of_groups
from workbench.collaboration.weekly_load import WeeklyLoads, weekly_loads_of
from workbench.collaboration.working_together import WorkingTogether, working_together
from workbench.collaboration.workload import Workload, Workloads, workloads_of

__all__ = [
    "Collaboration",
    "CollaborationMeasures",
    "Elsewhere",
    "ExpectedPosts",
    "HandoverCounts",
    "HandoverPair",
    "HandoverPairs",
    "HandoverWaits",
    "PostOfActivity",
    "RoleDistance",
    "Roles",
    "RoundTripTable",
    "RoundTrips",
    "Staffing",
    "TreeLikeness",
    "WeeklyLoads",
    "WorkingTogether",
    "Workload",
    "Workloads",
    "adjusted_rand_index",
    "betweenness",
    "betweenness_centralization",
    "clearest_roles",
    "collaboration_measures",
    "collaboration_of",
    "cosine_similarity",
    "degree_centralization",
    "directed_modularity",
    "ei_index",
    "ei_index_of_groups",
    "expected_posts_of",
    "handover_counts",
    "handover_waits_of",
    "handovers_of_groups",
    "mean_participation",
    "member_contribution",
    "member_coverage",
    "pairs_of_departments",
    "pairs_of_posts",
    "participation",
    "profile_correlation",
    "relative_focus",
    "relative_stake",
    "roles_within",
    "round_trips_of",
    "staffing_of",
    "staffing_of_groups",
    "standing_elsewhere",
    "tree_likeness",
    "undirected_modularity",
    "variation_of_information",
    "weekly_loads_of",
    "working_together",
    "workloads_of",
]
