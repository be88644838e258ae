"""What protoc makes of the service's files: a module a file, and their descriptors."""

import importlib
import os
import sys
import tempfile

import grpc_tools
from google.api import annotations_pb2  # noqa: F401: so that its options are known when descriptors are read.
from google.protobuf import descriptor_pb2
from grpc_tools import protoc

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "service")
FILES = ["library.proto", "grpc/testing/test.proto"]


def _compile():
    into = tempfile.mkdtemp()
    well_known = os.path.join(os.path.dirname(grpc_tools.__file__), "_proto")
    # Where googleapis-common-protos has `google/api`.
    packages = next(it for it in sys.path if os.path.exists(os.path.join(it, "google/api/http.proto")))
    descriptors = os.path.join(into, "descriptors.binpb")
    # Renamed, since `grpc` is a package of Python's already.
    arguments = [f"-I{FOLDER}", f"-I{packages}", f"-I{well_known}", f"--python_out={into}", f"--grpc_python_out={into}"]
    described = ["--include_imports", f"--descriptor_set_out={descriptors}"]
    if protoc.main(["protoc", *arguments, "library.proto"]) or protoc.main(["protoc", *arguments[:3], *described, *FILES]):
        sys.exit("protoc fails")
    flat = os.path.join(FOLDER, "grpc/testing")
    if protoc.main(["protoc", f"-I{flat}", *arguments[3:], "test.proto"]):
        sys.exit("protoc fails")
    sys.path.insert(0, into)
    with open(descriptors, "rb") as file:
        return descriptor_pb2.FileDescriptorSet.FromString(file.read())


DESCRIPTORS = _compile()
library = importlib.import_module("library_pb2")
library_grpc = importlib.import_module("library_pb2_grpc")
interop = importlib.import_module("test_pb2")
interop_grpc = importlib.import_module("test_pb2_grpc")
