"""Every protocol that recsys asks others to fulfil, beside the vocabulary in `recsys.model`.

All methods that read or write may raise `recsys.errors.StorageError` and its kin. Nothing here may hold a database
transaction while a model or Slack is waited for. Times are seconds since the epoch.
"""

from recsys.ports.catalog import CatalogImport, CatalogState, CatalogStore, VectorChanges, Vectors
from recsys.ports.conversations import ConversationStore
from recsys.ports.delivery import Inbox, Outbox
from recsys.ports.model import LanguageModel, ModelReply, ModelRequest
from recsys.ports.people import FeedbackStore, PeopleStore, ProfileStore
from recsys.ports.ranking import Progress, Ranker, RankRequest
from recsys.ports.retrieval import CandidateGenerator, CatalogVocabulary, Embedder, WordCounts
from recsys.ports.store import Store

__all__ = [
    "CandidateGenerator",
    "CatalogImport",
    "CatalogState",
    "CatalogStore",
    "CatalogVocabulary",
    "ConversationStore",
    "Embedder",
    "FeedbackStore",
    "Inbox",
    "LanguageModel",
    "ModelReply",
    "ModelRequest",
    "Outbox",
    "PeopleStore",
    "ProfileStore",
    "Progress",
    "RankRequest",
    "Ranker",
    "Store",
    "VectorChanges",
    "Vectors",
    "WordCounts",
]
