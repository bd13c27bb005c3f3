"""ONNX's file format, as much of it as `minilm_graph` reads and writes.

Read and written by protobuf, which ONNX runtime brings along. The package `onnx` knows the whole format, but takes
11 MB of memory and 60 ms at start for it.
"""

from importlib import import_module
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_MESSAGES: Final = {
    "Model": "1 ir_version int64, 7 graph Graph, 8 opset_import Opset*",
    "Opset": "1 domain string, 2 version int64",
    "Graph": "1 node Node*, 2 name string, 5 initializer Tensor*, 11 input bytes*, 12 output bytes*",
    "Node": "1 input string*, 2 output string*, 4 op_type string, 5 attribute Attribute*, 7 domain string",
    "Attribute": "1 name string, 2 f float, 3 i int64, 20 type int32",
    "Tensor": "1 dims int64*, 2 data_type int32, 8 name string, 9 raw_data bytes",
}
"""Number, name and type of each field, * if repeated, as in onnx.proto. Inputs and outputs are only handed on."""

_FLOAT, _INT = 1, 2  # types of attributes
_DTYPES: Final = {1: np.dtype("<f4"), 2: np.dtype("u1"), 3: np.dtype("i1"), 7: np.dtype("<i8")}
_NUMBERS: Final = {dtype: number for number, dtype in _DTYPES.items()}


def messages() -> dict[str, Any]:
    """Return the message classes by name: Model, Opset, Graph, Node, Attribute, Tensor."""
    descriptors: Any = import_module("google.protobuf.descriptor_pb2")
    field_types = descriptors.FieldDescriptorProto
    file = descriptors.FileDescriptorProto(name="recbot/onnx.proto", package="recbot.onnx")
    for message, fields in _MESSAGES.items():
        described = file.message_type.add(name=message)
        for field in fields.split(", "):
            number, name, of = field.split()
            kind = of.removesuffix("*")
            described.field.add(
                number=int(number),
                name=name,
                label=field_types.LABEL_REPEATED if kind != of else field_types.LABEL_OPTIONAL,
                type=field_types.TYPE_MESSAGE if kind in _MESSAGES else getattr(field_types, f"TYPE_{kind.upper()}"),
                type_name=f".recbot.onnx.{kind}" if kind in _MESSAGES else None,
            )
    pool = import_module("google.protobuf.descriptor_pool").DescriptorPool()
    pool.Add(file)
    classes = import_module("google.protobuf.message_factory").GetMessageClassesForFiles([file.name], pool)
    return {message: classes[f"{file.package}.{message}"] for message in _MESSAGES}


def tensors(graph: Any) -> dict[str, NDArray[Any]]:  # noqa: ANN401
    """Return a graph's constants by name, but for those of types that are not used here."""
    return {
        tensor.name: np.frombuffer(tensor.raw_data, _DTYPES[tensor.data_type]).reshape(tuple(tensor.dims))
        for tensor in graph.initializer
        if tensor.data_type in _DTYPES
    }


def add_tensor(graph: Any, name: str, values: NDArray[Any]) -> str:  # noqa: ANN401
    """Add a constant to a graph; return its name."""
    number = _NUMBERS[values.dtype]
    graph.initializer.add(name=name, dims=values.shape, data_type=number, raw_data=values.tobytes())
    return name


def add_node(graph: Any, operator: str, inputs: list[str], output: str, **attributes: float) -> str:  # noqa: ANN401
    """Add a node with one output to a graph; return the output. `domain.Name` is an operator of ONNX runtime's own."""
    domain, _, op_type = operator.rpartition(".")
    node = graph.node.add(op_type=op_type, domain=domain, input=inputs, output=[output])
    for name, value in attributes.items():
        if isinstance(value, int):
            node.attribute.add(name=name, i=value, type=_INT)
        else:
            node.attribute.add(name=name, f=value, type=_FLOAT)
    return output
