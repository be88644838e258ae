"""The compliance suite of gapic-showcase: `showcase.py HOST:PORT SCHEMAS SUITE`.

Every request of a group is sent to every rpc of it, by gRPC and by what `google.api.http` makes of it; what comes back is what
was sent, in ProtoJSON as Python has it.
"""

import http.client
import importlib
import json
import os
import re
import sys
import tempfile
import urllib.parse

import grpc
import grpc_tools
from google.api import annotations_pb2
from google.protobuf import json_format
from grpc_tools import protoc

from checks import run

ADDRESS, SCHEMAS, SUITE = sys.argv[1:]
FILE = "google/showcase/v1beta1/compliance.proto"
VERBS = ["get", "put", "post", "delete", "patch"]


def compiled():
    into = tempfile.mkdtemp()
    well_known = os.path.join(os.path.dirname(grpc_tools.__file__), "_proto")
    # Where googleapis-common-protos has `google/api`.
    packages = next(it for it in sys.path if os.path.exists(os.path.join(it, "google/api/http.proto")))
    arguments = [f"-I{SCHEMAS}", f"-I{packages}", f"-I{well_known}", f"--python_out={into}", f"--grpc_python_out={into}"]
    if protoc.main(["protoc", *arguments, FILE]):
        sys.exit("protoc fails")
    sys.path.insert(0, into)
    name = FILE.removesuffix(".proto").replace("/", ".")
    return (importlib.import_module(f"{name}_{it}") for it in ("pb2", "pb2_grpc"))


pb, stubs = compiled()
service = pb.DESCRIPTOR.services_by_name["Compliance"]
by_grpc = stubs.ComplianceStub(grpc.insecure_channel(ADDRESS))
by_http = http.client.HTTPConnection(ADDRESS, timeout=30)


def bindings(method):
    rule = method.GetOptions().Extensions[annotations_pb2.http]
    return [rule, *rule.additional_bindings]


def parent(message, path):
    *outer, name = path.split(".")
    for it in outer:
        message = getattr(message, it)
    return message, message.DESCRIPTOR.fields_by_name[name]


def text(message, field):
    """A value as it is in a path or in a query: what ProtoJSON has, without quotes."""
    alone = type(message)()
    setattr(alone, field.name, getattr(message, field.name))
    told = json_format.MessageToDict(alone, always_print_fields_with_no_presence=True)[field.json_name]
    return told if isinstance(told, str) else json.dumps(told)


def expanded(template, message):
    """The path of a template, and the fields that are in it; `None` where a value is not of the template."""
    used, fits = [], True

    def value(match):
        nonlocal fits
        path, pattern = match[1], match[2] or "*"
        used.append(path)
        found = text(*parent(message, path))
        one = pattern == "*"
        parts = ["[^/]+" if it == "*" else ".+" if it == "**" else re.escape(it) for it in pattern.split("/")]
        fits = fits and bool(found if one else re.fullmatch("/".join(parts), found, re.DOTALL))
        return urllib.parse.quote(found, safe="-_.~" if one else "-_.~/")

    path = re.sub(r"\{([^=}]+)(?:=([^}]+))?\}", value, template)
    return (path, used) if fits else None


def flattened(tree, prefix=""):
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from flattened(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value if isinstance(value, str) else json.dumps(value)


def transcoded(rule, message, names_of_proto):
    """Method, target and body of a request by HTTP, as google/api/http.proto says; `None` where the binding does not fit."""
    verb = next(it for it in VERBS if getattr(rule, it))
    found = expanded(getattr(rule, verb), message)
    if found is None:
        return None
    path, used = found
    rest = type(message)()
    rest.CopyFrom(message)
    for it in used:
        inside, field = parent(rest, it)
        inside.ClearField(field.name)
    body = None
    if rule.body == "*":
        body, rest = rest, type(message)()
    elif rule.body:
        body = getattr(message, rule.body)
        rest.ClearField(rule.body)
    query = list(flattened(json_format.MessageToDict(rest, preserving_proto_field_name=names_of_proto)))
    target = f"{path}?{urllib.parse.urlencode(query)}" if query else path
    sent = None if body is None else json_format.MessageToJson(body, preserving_proto_field_name=names_of_proto)
    return verb.upper(), target, sent


def asked(method, target, body):
    headers = {} if body is None else {"content-type": "application/json"}
    by_http.request(method, target, None if body is None else body.encode(), headers)
    answer = by_http.getresponse()
    got = answer.read().decode()
    assert answer.status == 200, f"{method} {target}: {answer.status} {got}"
    return got


def same(got, expected, how):
    """Exactly its ProtoJSON, however numbers are written."""
    told, says = (json.dumps(json.loads(it, parse_int=float), sort_keys=True) for it in (got, json_format.MessageToJson(expected)))
    assert told == says, f"{how}: {told} is not {says}"


def pairs():
    with open(SUITE) as suite:
        found = json_format.Parse(suite.read(), pb.ComplianceSuite())
    for group in found.group:
        for request in group.requests:
            for rpc in group.rpcs:
                yield request, service.methods_by_name[rpc.removeprefix("Compliance.")]


def every_pair_by_grpc():
    count = 0
    for request, method in pairs():
        got = getattr(by_grpc, method.name)(request)
        assert got == pb.RepeatResponse(request=request), f"{method.name} {request.name}: {got}"
        count += 1
    assert count == 53, count


def every_pair_by_http():
    count = 0
    for request, method in pairs():
        expected = pb.RepeatResponse(request=request)
        for names_of_proto in (False, True):
            fitting = [(it, transcoded(it, request, names_of_proto)) for it in bindings(method)]
            rule, how = next(it for it in fitting if it[1])
            same(asked(*how), expected, f"{method.name} {request.name}")
        intended = request.intended_binding_uri
        assert intended in ("", rule.get), f"{method.name} {request.name}: {rule.get}"
        count += 1
    assert count == 53, count


def enums_that_are_not_listed():
    for unknown in (False, True):
        [get], [verify] = (bindings(service.methods_by_name[it]) for it in ("GetEnum", "VerifyEnum"))
        request = pb.EnumRequest(unknown_enum=unknown)
        told = by_grpc.GetEnum(request)
        assert told.request == request and (told.continent not in pb.Continent.values()) == unknown, told
        assert by_grpc.VerifyEnum(told) == told
        same(asked(*transcoded(get, request, False)), told, "GetEnum")
        if not unknown:
            # It has no body, and a query does not tell an empty message.
            told.ClearField("request")
        same(asked(*transcoded(verify, told, False)), told, "VerifyEnum")


run([every_pair_by_grpc, every_pair_by_http, enums_that_are_not_listed])
