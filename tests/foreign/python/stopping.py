"""What those learn who ask a generated service how it is while it stops: `stopping.py HOST:PORT PID`."""

import os
import signal
import sys

import grpc
from checks import run
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2 as reflection
from grpc_reflection.v1alpha import reflection_pb2_grpc

REQUEST = health_pb2.HealthCheckRequest(service="library.v1.Library")


def reflection_is_switched_off(channel, _):
    asked = iter([reflection.ServerReflectionRequest(list_services="")])
    try:
        list(reflection_pb2_grpc.ServerReflectionStub(channel).ServerReflectionInfo(asked))
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.UNIMPLEMENTED, error
    else:
        raise AssertionError("it answers")


def who_watches_is_told_of_the_end(channel, process):
    health = health_pb2_grpc.HealthStub(channel)
    watch = health.Watch(REQUEST, timeout=30)
    assert next(watch).status == health_pb2.HealthCheckResponse.SERVING
    os.kill(process, signal.SIGTERM)
    assert [it.status for it in watch] == [health_pb2.HealthCheckResponse.NOT_SERVING]
    assert health.Check(REQUEST).status == health_pb2.HealthCheckResponse.NOT_SERVING


if __name__ == "__main__":
    with grpc.insecure_channel(sys.argv[1]) as to:
        run([reflection_is_switched_off, who_watches_is_told_of_the_end], to, int(sys.argv[2]))
