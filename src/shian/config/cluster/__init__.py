"""The embedded database: a small supervisor over PostgreSQL's own programs (docs/decisions/0002-own-cluster.md)."""

from shian.config.cluster.access import Access, Trouble
from shian.config.cluster.server import Cluster, cluster, leave, use

__all__ = ["Access", "Cluster", "Trouble", "cluster", "leave", "use"]
