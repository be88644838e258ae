"""A library as Python's grpcio serves it, for clients of ours: prints where it listens, and goes on until it is ended."""

import collections
import sys
import threading
import time
from concurrent import futures

import grpc
from google.protobuf import any_pb2
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status
from stubs import library, library_grpc


class Library(library_grpc.LibraryServicer):
    def __init__(self):
        self.lock = threading.Lock()
        self.attempts = collections.Counter()
        self.left = 0

    def attempt(self, name):
        """How often something was asked for."""
        with self.lock:
            self.attempts[name] += 1
            return self.attempts[name]

    def leave(self):
        with self.lock:
            self.left += 1

    def GetBook(self, request, context):
        what, *rest = request.name.split("/")
        attempt = self.attempt(request.name)
        metadata = dict(context.invocation_metadata())
        if what == "flaky" and attempt <= int(rest[0]):
            context.abort(grpc.StatusCode.UNAVAILABLE, "not yet")
        if what == "pushed" and attempt == 1:
            context.set_trailing_metadata([("grpc-retry-pushback-ms", rest[0])])
            context.abort(grpc.StatusCode.UNAVAILABLE, "later")
        if what == "slow" and attempt == 1:
            context.add_callback(self.leave)
            while context.is_active():
                time.sleep(0.01)
        if what == "wrong":
            broken = error_details_pb2.BadRequest(
                field_violations=[error_details_pb2.BadRequest.FieldViolation(field="name", description="no such shelf")]
            )
            detail = any_pb2.Any()
            detail.Pack(broken)
            status = status_pb2.Status(code=code_pb2.INVALID_ARGUMENT, message="größer als alles", details=[detail])
            context.abort_with_status(rpc_status.to_status(status))
        context.send_initial_metadata([("x-head", "1")])
        context.set_trailing_metadata([("x-tail", "2")])
        authors = [metadata.get("grpc-previous-rpc-attempts", ""), metadata.get("x-tenant", "")]
        scan = b"\x07" * int(rest[0]) if what == "large" else b""
        return library.Book(name=request.name, authors=authors, pages=attempt, scan=scan)

    def WatchBooks(self, request, context):
        for at in range(request.count):
            yield library.Book(name=f"{request.name}/books/{at}")
        if request.code:
            context.abort(next(it for it in grpc.StatusCode if it.value[0] == request.code), "no more")

    def BringBooks(self, requests, context):
        count = pages = 0
        for book in requests:
            if book.display_title == "flaky" and self.attempt("brought") == 1:
                context.abort(grpc.StatusCode.UNAVAILABLE, "not yet")
            count, pages = count + 1, pages + book.pages
        return library.Brought(count=count, pages=pages)

    def ShowCovers(self, requests, context):
        for book in requests:
            yield library.Cover(url=f"https://covers/{book.name}")

    def Wait(self, request, context):
        context.add_callback(self.leave)
        while context.is_active():
            time.sleep(0.01)
        return library.Waited()

    def CountLeft(self, request, context):
        with self.lock:
            return library.Waited(count=self.left)


server = grpc.server(futures.ThreadPoolExecutor(16), compression=grpc.Compression.Gzip)
library_grpc.add_LibraryServicer_to_server(Library(), server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(f"listens on http://127.0.0.1:{port}", file=sys.stderr, flush=True)
server.wait_for_termination()
