"""The tree of errors that recbot raises on purpose.

```
RecsysError
├── SettingsError         a setting is missing or wrong
├── CatalogError
│   ├── CatalogFileError  the file as a whole cannot be read
│   └── RowError          one row of a file cannot be taken (carries its line)
├── ProfileFileError      a profiles file cannot be read
├── StorageError
│   ├── StorageBusy       another process holds the database; trying again helps
│   ├── StorageFull       the disk is full
│   ├── SchemaTooNew      the database was written by a newer recbot
│   └── SchemaOutdated    the database needs `recbot migrate`
├── EmbeddingError        an embedder did not answer or answered nonsense
├── ModelError
│   ├── ModelUnavailable  no answer: network, time, rate limit, server error
│   ├── ModelRefused      the service refuses: key, model name, quota
│   └── ModelAnswerInvalid  an answer came that cannot be used
└── PromptError           a prompt file and its declared placeholders differ
```

Every message is one sentence (two at most) that a person can act on: what is wrong, then what to do. Errors of
libraries are translated into this tree where the library is called, once an adapter, and kept as `__cause__`.
"""


class RecsysError(Exception):
    """Something went wrong in recbot. See the log for the details."""

    def __init__(self, message: str | None = None) -> None:
        """Take the message, or the first line of the class's docstring."""
        super().__init__(message or (type(self).__doc__ or "").strip().splitlines()[0])


class SettingsError(RecsysError):
    """A setting is missing or wrong. Run `recbot doctor` to see which."""


class CatalogError(RecsysError):
    """The catalog cannot be used."""


class CatalogFileError(CatalogError):
    """The catalog file cannot be read."""


class RowError(CatalogError):
    """One row of a file cannot be taken."""

    def __init__(self, line: int, reason: str) -> None:
        """`line` counts from 1 in the file as an editor shows it; `reason` is a clause without a full stop."""
        super().__init__(f"Line {line}: {reason}.")
        self.line = line
        self.reason = reason


class ProfileFileError(RecsysError):
    """The profiles file cannot be read."""


class StorageError(RecsysError):
    """The database cannot be used."""


class StorageBusy(StorageError):
    """Another process holds the database. Stop it, or try again in a moment."""


class StorageFull(StorageError):
    """The disk that holds the database is full. Free some space; nothing that was acknowledged is lost."""


class SchemaTooNew(StorageError):
    """The database was written by a newer recbot. Install that version, or use another database file."""


class SchemaOutdated(StorageError):
    """The database was written by an older recbot. Run `recbot migrate` once."""


class EmbeddingError(RecsysError):
    """The embedding model did not answer. Keyword search goes on alone."""


class ModelError(RecsysError):
    """The language model cannot be used. The built-in ranker answers instead."""


class ModelUnavailable(ModelError):
    """The language model did not answer in time. The built-in ranker answers instead."""


class ModelRefused(ModelError):
    """The model service refused the request. Check OPENAI_API_KEY, OPENAI_BASE_URL and RECBOT_MODEL."""


class ModelAnswerInvalid(ModelError):
    """The language model answered something that is no list of picks. The built-in ranker answers instead."""


class PromptError(RecsysError):
    """A prompt file and its declared placeholders differ."""
