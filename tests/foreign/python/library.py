"""A generated service, as Python's grpcio meets it: `library.py HOST:PORT`."""

import sys
import threading
import time

import grpc
from checks import run
from google.protobuf import descriptor_pb2, field_mask_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2 as reflection
from grpc_reflection.v1alpha import reflection_pb2_grpc
from grpc_status import rpc_status
from stubs import DESCRIPTORS, library, library_grpc

NAME = "shelves/1/books/2"


def refused(call, code):
    """The error that a call ends with, which must have a code."""
    try:
        answer = call()
        list(answer) if hasattr(answer, "__iter__") else None
    except grpc.RpcError as error:
        assert error.code() == code, f"{error.code()}: {error.details()}"
        return error
    raise AssertionError(f"no error, where {code} is expected")


def stub(channel):
    return library_grpc.LibraryStub(channel)


def one_and_one(channel):
    book = stub(channel).GetBook(library.GetBookRequest(name=NAME), timeout=30)
    assert book.name == NAME and book.pages == 9007199254740993 and list(book.authors) == ["A", "B"], book


def every_field_comes_back(channel):
    book = library.Book(name=NAME, pages=-1, weight=0.0, scan=b"\x00\xff", color="", notes={-3: "x", 0: ""})
    book.published.FromJsonString("2024-02-29T12:00:00.123456789Z")
    book.subtitle.value = ""
    request = library.UpdateBookRequest(book=book, update_mask=field_mask_pb2.FieldMask(paths=["pages", "display_title"]))
    assert stub(channel).UpdateBook(request) == book


def many_answers(channel):
    books = list(stub(channel).WatchBooks(library.WatchBooksRequest(name="shelves/1", count=50)))
    assert [it.name for it in books] == [f"shelves/1/books/{at}" for at in range(50)]


def many_questions(channel):
    brought = stub(channel).BringBooks(library.Book(pages=at) for at in range(100))
    assert (brought.count, brought.pages) == (100, 4950), brought
    assert stub(channel).BringBooks(iter([])).count == 0


def one_by_one_both_ways(channel):
    answered = threading.Event()

    def books():
        for at in range(5):
            yield library.Book(name=str(at))
            # The next is not sent before this one is answered.
            assert answered.wait(5), "no answer while the stream is open"
            answered.clear()

    seen = []
    for cover in stub(channel).ShowCovers(books()):
        seen.append(cover.url)
        answered.set()
    assert seen == [f"https://covers/{at}" for at in range(5)], seen


def gzip(channel):
    call = stub(channel).GetBook.with_call
    book, _ = call(library.GetBookRequest(name="shelves/1/books/large"), compression=grpc.Compression.Gzip)
    assert len(book.scan) == 200_000
    books = [library.Book(scan=bytes(50_000), pages=1)] * 3
    assert stub(channel).BringBooks(iter(books), compression=grpc.Compression.Gzip).pages == 3


def deadline(channel):
    began = time.monotonic()
    refused(lambda: stub(channel).Wait(library.WaitRequest(milliseconds=20_000), timeout=0.3), grpc.StatusCode.DEADLINE_EXCEEDED)
    assert time.monotonic() - began < 3


def who_gives_up_is_not_worked_for(channel):
    def left():
        return stub(channel).CountLeft(library.CountLeftRequest()).count

    before = left()
    call = stub(channel).Wait.future(library.WaitRequest(milliseconds=20_000))
    time.sleep(0.3)
    call.cancel()
    until = time.monotonic() + 5
    while left() == before:
        assert time.monotonic() < until, "the handler goes on"
        time.sleep(0.05)


def error_details(channel):
    error = refused(lambda: stub(channel).GetBook(library.GetBookRequest(name="shelves/1/books/0")), grpc.StatusCode.NOT_FOUND)
    assert error.details() == "no such book: größer als alles", error.details()
    status = rpc_status.from_call(error)
    why = library.NoSuchBook()
    assert status.details[0].Unpack(why) and why.name == "shelves/1/books/0", status


def error_after_messages(channel):
    request = library.WatchBooksRequest(name="shelves/1", count=2, code=grpc.StatusCode.DATA_LOSS.value[0])
    call = stub(channel).WatchBooks(request)
    seen = []
    try:
        for it in call:
            seen.append(it)
        raise AssertionError("the stream ends well")
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.DATA_LOSS and len(seen) == 2, (error, seen)
        assert rpc_status.from_call(error).details[0].type_url.endswith("library.v1.NoSuchBook")


def every_code(channel):
    for code in grpc.StatusCode:
        if code is not grpc.StatusCode.OK:
            refused(lambda: stub(channel).WatchBooks(library.WatchBooksRequest(code=code.value[0])), code)


def what_is_broken_stays_inside(channel):
    error = refused(lambda: stub(channel).GetBook(library.GetBookRequest(name="broken")), grpc.StatusCode.INTERNAL)
    assert "password" not in error.details(), error.details()
    error = refused(lambda: stub(channel).GetBook(library.GetBookRequest(name="panic")), grpc.StatusCode.INTERNAL)
    assert "purpose" not in error.details(), error.details()


def too_large(channel):
    book = library.Book(scan=bytes(3 << 20))
    refused(lambda: stub(channel).UpdateBook(library.UpdateBookRequest(book=book)), grpc.StatusCode.RESOURCE_EXHAUSTED)
    refused(lambda: stub(channel).BringBooks(iter([book])), grpc.StatusCode.RESOURCE_EXHAUSTED)
    # What is small on its way is measured when it is unpacked.
    bomb = lambda: stub(channel).BringBooks(iter([book]), compression=grpc.Compression.Gzip)
    refused(bomb, grpc.StatusCode.RESOURCE_EXHAUSTED)


def what_nobody_serves(channel):
    for path in ["/library.v1.Library/Nothing", "/library.v2.Library/GetBook", "/nothing"]:
        refused(lambda: channel.unary_unary(path)(b""), grpc.StatusCode.UNIMPLEMENTED)


def not_a_message(channel):
    # A string that is not UTF-8. `doc/statuscodes.md` of gRPC: what cannot be parsed is INTERNAL.
    refused(lambda: channel.unary_unary("/library.v1.Library/GetBook")(b"\x0a\x01\xff"), grpc.StatusCode.INTERNAL)


def health(channel):
    it = health_pb2_grpc.HealthStub(channel)
    serving = health_pb2.HealthCheckResponse.SERVING
    for service in ["", "library.v1.Library", "grpc.testing.TestService"]:
        assert it.Check(health_pb2.HealthCheckRequest(service=service)).status == serving
    refused(lambda: it.Check(health_pb2.HealthCheckRequest(service="library.v1.Libraries")), grpc.StatusCode.NOT_FOUND)
    listed = it.List(health_pb2.HealthListRequest()).statuses
    assert {name: state.status for name, state in listed.items()} == {
        "": serving, "library.v1.Library": serving, "grpc.testing.TestService": serving,
    }, listed
    watch = it.Watch(health_pb2.HealthCheckRequest(service="library.v1.Library"))
    assert next(watch).status == serving
    watch.cancel()
    unknown = it.Watch(health_pb2.HealthCheckRequest(service="none"))
    assert next(unknown).status == health_pb2.HealthCheckResponse.SERVICE_UNKNOWN
    unknown.cancel()


class Asked:
    """A server that is asked about itself, in either version; their messages are the same but for their names."""

    def __init__(self, channel, version):
        path = f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo"
        encode = reflection.ServerReflectionRequest.SerializeToString
        decode = reflection.ServerReflectionResponse.FromString
        self.call = channel.stream_stream(path, request_serializer=encode, response_deserializer=decode)

    def all(self, *requests):
        return list(self.call(iter([reflection.ServerReflectionRequest(**it) for it in requests]), timeout=30))

    def files(self, **request):
        answer = self.all(request)[0]
        assert answer.WhichOneof("message_response") == "file_descriptor_response", answer
        return [descriptor_pb2.FileDescriptorProto.FromString(it) for it in answer.file_descriptor_response.file_descriptor_proto]


def reflects(channel, version):
    asked = Asked(channel, version)
    services = asked.all({"list_services": ""})[0].list_services_response.service
    assert [it.name for it in services] == [
        "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
        "grpc.testing.TestService", "library.v1.Library",
    ], services
    files = asked.files(file_by_filename="library.proto")
    assert files[0].name == "library.proto"
    # With all that it imports, each once.
    names = [it.name for it in files]
    assert len(set(names)) == len(names) and "google/protobuf/descriptor.proto" in names, names
    for symbol in ["library.v1.Library", "library.v1.Library.GetBook", "library.v1.Book", "library.v1.Book.notes", "library.v1.Book.cover"]:
        assert asked.files(file_containing_symbol=symbol)[0].name == "library.proto", symbol
    assert asked.files(file_containing_symbol="grpc.testing.COMPRESSABLE")[0].name == "grpc/testing/test.proto"
    for service in services:
        assert asked.files(file_containing_symbol=service.name), service.name
    # `google.api.http` is an extension of the options of methods.
    extended = "google.protobuf.MethodOptions"
    extension = {"containing_type": extended, "extension_number": 72295728}
    assert asked.files(file_containing_extension=extension)[0].name == "google/api/annotations.proto"
    numbers = asked.all({"all_extension_numbers_of_type": extended})[0].all_extension_numbers_response
    assert list(numbers.extension_number) == [72295728], numbers
    wrong = asked.all(
        {"file_by_filename": "none.proto"}, {"file_containing_symbol": "library.v1.None"}, {"all_extension_numbers_of_type": "none"},
        {"file_containing_extension": {"containing_type": "library.v1.Book", "extension_number": 7}}, {"host": "h"},
    )
    codes = [it.error_response.error_code for it in wrong]
    assert codes == [5, 5, 5, 5, 3] and wrong[4].original_request.host == "h", wrong
    # What has been sent once is not sent again with another file, but is when it is asked for.
    both = asked.all({"file_by_filename": "library.proto"}, {"file_by_filename": "library.proto"})
    assert [len(it.file_descriptor_response.file_descriptor_proto) for it in both] == [len(files), 1]


def reflection_v1(channel):
    reflects(channel, "v1")


def reflection_v1alpha(channel):
    reflects(channel, "v1alpha")


def descriptors_are_those_of_protoc(channel):
    asked = Asked(channel, "v1")
    for theirs in DESCRIPTORS.file:
        # It grows with protobuf, whose version is not the same everywhere.
        if theirs.name == "google/protobuf/descriptor.proto":
            continue
        ours = asked.files(file_by_filename=theirs.name)[0]
        assert ours == theirs, f"{theirs.name}:\n{ours}\n{theirs}"
    # Those of the runtime itself, but for the path that Python has them under.
    for theirs in [health_pb2.DESCRIPTOR, reflection.DESCRIPTOR]:
        file = descriptor_pb2.FileDescriptorProto.FromString(theirs.serialized_pb)
        file.name = file.name.replace("grpc_health", "grpc/health").replace("grpc_reflection", "grpc/reflection")
        ours = asked.files(file_by_filename=file.name)[0]
        for it in [ours, file]:
            it.ClearField("options")
            for field in [field for message in it.message_type for field in message.field]:
                field.ClearField("json_name")
        assert ours == file, f"{file.name}:\n{ours}\n{file}"


def two_hundred_at_once(channel):
    calls = [stub(channel).GetBook.future(library.GetBookRequest(name=str(at))) for at in range(1, 201)]
    assert [it.result(10).name for it in calls] == [str(at) for at in range(1, 201)]


if __name__ == "__main__":
    with grpc.insecure_channel(sys.argv[1]) as channel:
        run([
            one_and_one, every_field_comes_back, many_answers, many_questions, one_by_one_both_ways, gzip, deadline,
            who_gives_up_is_not_worked_for, error_details, error_after_messages, every_code, what_is_broken_stays_inside,
            too_large, what_nobody_serves, not_a_message, health, reflection_v1, reflection_v1alpha,
            descriptors_are_those_of_protoc, two_hundred_at_once,
        ], channel)
