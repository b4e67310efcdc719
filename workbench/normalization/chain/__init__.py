"""The chain: what everything is for, navigable both ways, with its gaps; and the sheets that are judged by it."""

from workbench.normalization.chain.building import UNFOLLOWED, chain_from
from workbench.normalization.chain.found import Followed, finding_key
from workbench.normalization.chain.gap import Gap
from workbench.normalization.chain.intentions import Intentions, intentions_of
from workbench.normalization.chain.key import ChainKey, NodeKind, node_key
from workbench.normalization.chain.model import Chain, ChainLink, ChainNode, chain

__all__ = [
    "UNFOLLOWED",
    "Chain",
    "ChainKey",
    "ChainLink",
    "ChainNode",
    "Followed",
    "Gap",
    "Intentions",
    "NodeKind",
    "chain",
    "chain_from",
    "finding_key",
    "intentions_of",
    "node_key",
]
