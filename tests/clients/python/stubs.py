"""Makes Python modules of the .proto files at every start; a real app does it once, when it is built.

Debian and Ubuntu: apt install python3-grpcio python3-protobuf protobuf-compiler protobuf-compiler-grpc
"""

import importlib
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROTOS = pathlib.Path(__file__).resolve().parents[3] / "proto/src/main/proto"


def _generate(out):
    command = ["protoc", f"--proto_path={PROTOS}", f"--python_out={out}", f"--grpc_python_out={out}"]
    command.append(f"--plugin=protoc-gen-grpc_python={shutil.which('grpc_python_plugin')}")
    subprocess.run([*command, *PROTOS.glob("skein/app/v1/*.proto")], check=True)


with tempfile.TemporaryDirectory() as directory:
    _generate(directory)
    sys.path.insert(0, directory)
    messages = importlib.import_module("skein.app.v1.message_pb2")
    api = importlib.import_module("skein.app.v1.messaging_service_pb2")
    services = importlib.import_module("skein.app.v1.messaging_service_pb2_grpc")
    sys.path.remove(directory)
