"""What can go wrong with an embeddings service, in sentences."""

from typing import Final

import openai

from recsys.errors import EmbeddingError

CHECK: Final = "Check RECBOT_EMBEDDING_MODEL and RECBOT_EMBEDDING_URL"


class TextRefused(EmbeddingError):
    """The service refuses these texts, or cannot make numbers of them. Other texts may fare better."""


def translated(error: Exception, model: str) -> EmbeddingError:
    """Return our error for one of the client's: the first sentence says what is wrong, the second what to do."""
    match error:
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return EmbeddingError("The embedding service refused the key. Check RECBOT_EMBEDDING_KEY.")
        case openai.NotFoundError():
            return EmbeddingError(f"The embedding service does not know the model {model}. {CHECK}.")
        case openai.RateLimitError() if error.code == "insufficient_quota":
            return EmbeddingError("The embedding service's quota is used up. Check the account's billing.")
        case openai.RateLimitError():
            return EmbeddingError("The embedding service is asked too often. Wait a moment, or raise its rate limit.")
        case TimeoutError() | openai.APITimeoutError():
            return EmbeddingError("The embedding service did not answer in time. Try again in a moment.")
        case openai.APIConnectionError():
            return EmbeddingError(
                "The embedding service could not be reached. Check RECBOT_EMBEDDING_URL and the network."
            )
        # 413 and 500 are what some services say of a text that is too long for their model.
        case openai.APIStatusError(status_code=400 | 413 | 422 | 500):
            return TextRefused(f"The embedding service refused the request for {model}. {CHECK}.")
        case _:
            return EmbeddingError("The embedding service failed. Try again in a moment.")
