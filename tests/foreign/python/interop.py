"""gRPC's interoperability tests, after `doc/interop-test-descriptions.md` of grpc/grpc: `interop.py HOST:PORT`."""

import sys
import threading
import time

import grpc
from checks import run
from stubs import interop, interop_grpc

SIZES = [31415, 9, 2653, 58979]
SENT = [27182, 8, 1828, 45904]


def stub(channel):
    return interop_grpc.TestServiceStub(channel)


def payload(size):
    return interop.Payload(body=bytes(size))


def ends_with(call, code):
    try:
        call()
    except grpc.RpcError as error:
        assert error.code() == code, error
        return error
    raise AssertionError(f"no {code}")


def empty_unary(channel):
    assert stub(channel).EmptyCall(interop.Empty()) == interop.Empty()


def large_unary(channel):
    answer = stub(channel).UnaryCall(interop.SimpleRequest(response_size=314159, payload=payload(271828)))
    assert answer.payload == payload(314159)


def client_compressed_unary(channel):
    def call(expected, compression):
        request = interop.SimpleRequest(response_size=314159, payload=payload(271828))
        request.expect_compressed.value = expected
        return stub(channel).UnaryCall(request, compression=compression).payload

    # The probe: that the server knows.
    ends_with(lambda: call(True, grpc.Compression.NoCompression), grpc.StatusCode.INVALID_ARGUMENT)
    assert call(True, grpc.Compression.Gzip) == payload(314159)
    assert call(False, grpc.Compression.NoCompression) == payload(314159)


def server_compressed_unary(channel):
    # grpcio says what it can read by `grpc-accept-encoding`; whether a message was compressed it tells nobody.
    for compressed in [True, False]:
        request = interop.SimpleRequest(response_size=314159, payload=payload(271828))
        request.response_compressed.value = compressed
        assert stub(channel).UnaryCall(request).payload == payload(314159)


def client_streaming(channel):
    requests = (interop.StreamingInputCallRequest(payload=payload(it)) for it in SENT)
    assert stub(channel).StreamingInputCall(requests).aggregated_payload_size == 74922


def client_compressed_streaming(channel):
    def request(expected, size):
        request = interop.StreamingInputCallRequest(payload=payload(size))
        request.expect_compressed.value = expected
        return request

    probe = lambda: stub(channel).StreamingInputCall(iter([request(True, 27182)]))
    ends_with(probe, grpc.StatusCode.INVALID_ARGUMENT)
    # grpcio compresses all messages of a call or none: the published case has the second one plain.
    requests = iter([request(True, 27182), request(True, 45904)])
    answer = stub(channel).StreamingInputCall(requests, compression=grpc.Compression.Gzip)
    assert answer.aggregated_payload_size == 73086


def asked_for(sizes, interval=0):
    all = [interop.ResponseParameters(size=it, interval_us=interval) for it in sizes]
    return interop.StreamingOutputCallRequest(response_parameters=all)


def server_streaming(channel):
    answers = stub(channel).StreamingOutputCall(asked_for(SIZES))
    assert [len(it.payload.body) for it in answers] == SIZES


def server_compressed_streaming(channel):
    request = asked_for([31415, 92653])
    request.response_parameters[0].compressed.value = True
    answers = stub(channel).StreamingOutputCall(request)
    assert [len(it.payload.body) for it in answers] == [31415, 92653]


class Questions:
    """Requests that are sent one by one, when there is an answer to the one before."""

    def __init__(self):
        self.next = threading.Semaphore(0)
        self.all = []

    def ask(self, request):
        self.all.append(request)
        self.next.release()

    def close(self):
        self.next.release()

    def __iter__(self):
        while True:
            self.next.acquire()
            if not self.all:
                return
            yield self.all.pop(0)


def question(size, sent):
    request = asked_for([size])
    request.payload.CopyFrom(payload(sent))
    return request


def ping_pong(channel):
    questions = Questions()
    answers = stub(channel).FullDuplexCall(iter(questions))
    for size, sent in zip(SIZES, SENT):
        questions.ask(question(size, sent))
        assert len(next(answers).payload.body) == size
    questions.close()
    assert list(answers) == []


def empty_stream(channel):
    assert list(stub(channel).FullDuplexCall(iter([]))) == []


def cancel_after_begin(channel):
    questions = Questions()
    call = stub(channel).StreamingInputCall.future(iter(questions))
    time.sleep(0.1)
    call.cancel()
    assert call.cancelled() and call.code() == grpc.StatusCode.CANCELLED
    questions.close()


def cancel_after_first_response(channel):
    questions = Questions()
    answers = stub(channel).FullDuplexCall(iter(questions))
    questions.ask(question(SIZES[0], SENT[0]))
    assert len(next(answers).payload.body) == SIZES[0]
    answers.cancel()
    ends_with(lambda: next(answers), grpc.StatusCode.CANCELLED)
    questions.close()


def timeout_on_sleeping_server(channel):
    questions = Questions()
    answers = stub(channel).FullDuplexCall(iter(questions), timeout=0.001)
    # It asks for no answer, so that none can be there in time.
    questions.ask(interop.StreamingOutputCallRequest(payload=payload(SENT[0])))
    ends_with(lambda: next(answers), grpc.StatusCode.DEADLINE_EXCEEDED)
    questions.close()


def status_code_and_message(channel):
    status = interop.EchoStatus(code=2, message="test status message")
    error = ends_with(lambda: stub(channel).UnaryCall(interop.SimpleRequest(response_status=status)), grpc.StatusCode.UNKNOWN)
    assert error.details() == status.message
    request = interop.StreamingOutputCallRequest(response_status=status)
    error = ends_with(lambda: list(stub(channel).FullDuplexCall(iter([request]))), grpc.StatusCode.UNKNOWN)
    assert error.details() == status.message


def special_status_message(channel):
    text = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
    request = interop.SimpleRequest(response_status=interop.EchoStatus(code=2, message=text))
    error = ends_with(lambda: stub(channel).UnaryCall(request), grpc.StatusCode.UNKNOWN)
    assert error.details() == text, repr(error.details())


ECHOED = [("x-grpc-test-echo-initial", "test_initial_metadata_value"), ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab")]


def custom_metadata(channel):
    request = interop.SimpleRequest(response_size=314159, payload=payload(271828))
    _, unary = stub(channel).UnaryCall.with_call(request, metadata=ECHOED)
    duplex = stub(channel).FullDuplexCall(iter([question(314159, 271828)]), metadata=ECHOED)
    list(duplex)
    failing = interop.SimpleRequest(response_status=interop.EchoStatus(code=2, message="m"))
    failed = ends_with(lambda: stub(channel).UnaryCall(failing, metadata=ECHOED), grpc.StatusCode.UNKNOWN)
    (initial, told), (trailing, bytes) = ECHOED
    for call in [unary, duplex]:
        before, after = dict(call.initial_metadata()), dict(call.trailing_metadata())
        assert before[initial] == told and trailing not in before, before
        assert after[trailing] == bytes and initial not in after, after
    # Without a message there is one block of headers: it is initial and trailing at once.
    after = dict(failed.trailing_metadata())
    assert after[initial] == told and after[trailing] == bytes, after


def unimplemented_method(channel):
    call = channel.unary_unary("/grpc.testing.TestService/UnimplementedCall")
    ends_with(lambda: call(b""), grpc.StatusCode.UNIMPLEMENTED)


def unimplemented_service(channel):
    call = channel.unary_unary("/grpc.testing.UnimplementedService/UnimplementedCall")
    ends_with(lambda: call(b""), grpc.StatusCode.UNIMPLEMENTED)


if __name__ == "__main__":
    with grpc.insecure_channel(sys.argv[1]) as to:
        run([
            empty_unary, large_unary, client_compressed_unary, server_compressed_unary, client_streaming,
            client_compressed_streaming, server_streaming, server_compressed_streaming, ping_pong, empty_stream,
            cancel_after_begin, cancel_after_first_response, timeout_on_sleeping_server, status_code_and_message,
            special_status_message, custom_metadata, unimplemented_method, unimplemented_service,
        ], to)
