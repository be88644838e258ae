"""A service of OpenAPI, as Python's gRPC meets it by the schema that was written for it: `exported.py HOST:PORT PROTO`."""

import importlib
import json
import os
import sys
import tempfile
import urllib.request

import grpc
import grpc_tools
from google.protobuf import json_format, struct_pb2
from google.rpc import error_details_pb2, status_pb2
from grpc_tools import protoc

from checks import run

ADDRESS, PROTO = sys.argv[1:]


def compiled():
    into = tempfile.mkdtemp()
    well_known = os.path.join(os.path.dirname(grpc_tools.__file__), "_proto")
    arguments = [f"-I{PROTO}", f"-I{well_known}", f"--python_out={into}", f"--grpc_python_out={into}"]
    if protoc.main(["protoc", *arguments, "shelter/v1/shelter.proto"]):
        sys.exit("protoc fails")
    sys.path.insert(0, into)
    return (importlib.import_module(f"shelter.v1.shelter_{it}") for it in ("pb2", "pb2_grpc"))


pb, stubs = compiled()
channel = grpc.insecure_channel(ADDRESS)
pets, others = stubs.PetsServiceStub(channel), stubs.DefaultServiceStub(channel)
KEY = (("authorization", "Bearer mock"),)


def cage(number=0):
    return pb.Home(cage=pb.Cage(number=number))


def whole(name):
    it = pb.PetInput(name=name, kind=pb.KIND_GUINEA_PIG, chip="c", nick_name="", weight=1.5, tags=["a", ""], photo=b"\0\xff")
    it.born.FromJsonString("2024-02-29T12:00:00.123456789Z")
    it.nights.extend([-1, 0, 2**31 - 1])
    it.visits["x"], it.visits[""] = 2**63 - 1, 0
    it.track.add(items=[1.5, -0.25])
    it.track.add()
    it.mother.CopyFrom(pb.PetInput(name=name + "'s mother", kind=pb.KIND_CAT, home=pb.Home(garden=pb.Garden())))
    it.mother.home.garden.additional_properties["shade"] = True
    it.home.CopyFrom(cage(2**53 + 1))
    json_format.ParseDict({"any": [1, "two", None, True]}, it.more)
    return it


def fails(call, code):
    try:
        call()
    except grpc.RpcError as error:
        assert error.code() == code, error
        return error
    raise AssertionError("it does not fail")


def details(error):
    found = [it.value for it in error.trailing_metadata() if it.key == "grpc-status-details-bin"]
    return status_pb2.Status.FromString(found[0]).details


def everything_comes_back():
    sent = whole("Flocke")
    kept, call = pets.AddPet.with_call(pb.AddPetRequest(body=sent))
    got = pets.GetPet(pb.GetPetRequest(pet_id=kept.body.id), metadata=KEY).body
    assert dict(call.initial_metadata())["location"] == f"/pets/{got.id}"
    assert got.home.cage.type == "cage" and got.mother.home.garden.type == "garden", "what the oneof tells"
    got.home.cage.type = got.mother.home.garden.type = ""
    for field, value in sent.ListFields():
        if field.name != "mother":
            assert getattr(got, field.name) == value, f"{field.name}: {value!r} became {getattr(got, field.name)!r}"
    assert got.mother.name == sent.mother.name and got.mother.home == sent.mother.home
    assert got.HasField("nick_name") and not got.mother.HasField("nick_name"), "empty is not absent"


def null_is_told():
    sent = pb.PetInput(name="Null", kind=pb.KIND_DOG, nick_name_null=0, nights_null=0, home=cage())
    got = pets.AddPet(pb.AddPetRequest(body=sent)).body
    assert got.WhichOneof("nick_name_or_null") == "nick_name_null" and got.HasField("nights_null")
    assert not got.HasField("chip"), "a chip that must be told is null where it is not"
    sent = pb.PetInput(name="Absent", kind=pb.KIND_DOG, home=cage())
    got = pets.AddPet(pb.AddPetRequest(body=sent)).body
    assert got.WhichOneof("nick_name_or_null") is None and not got.HasField("nights_null")


def parameters_find_their_places():
    pets.AddPet(pb.AddPetRequest(body=pb.PetInput(name="Rex, the 1st & only", kind=pb.KIND_DOG, home=cage())))
    asked = pb.ListPetsRequest(kind=[pb.KIND_CAT, pb.KIND_DOG], limit=2, x_trace="by & for", born=pb.Span())
    setattr(asked.born, "from", "2024-02-29")  # A keyword of Python.
    got = pets.ListPets(asked).body
    assert got[0].name == "by & for 2024-02-29" and len(got) == 2, got
    assert {it.kind for it in got} == {pb.KIND_DOG}
    assert len(pets.ListPets(pb.ListPetsRequest()).body) > 2, "ten, unless told"


def forms_are_filled():
    asked = pb.VisitRequest(pet_id=7, body=pb.VisitBody(by="A & B=C", bring=["x", "y z"]))
    setattr(asked.body.stay, "from", "2024-02-29")
    assert pets.Visit(asked).body == "7 A & B=C x+y z 2024-02-29", pets.Visit(asked)


def what_is_wrong_is_told():
    def wrong(body):
        error = fails(lambda: pets.AddPet(pb.AddPetRequest(body=body)), grpc.StatusCode.INVALID_ARGUMENT)
        found = error_details_pb2.BadRequest()
        assert details(error)[0].Unpack(found)
        return [(it.field, it.reason) for it in found.field_violations]

    assert wrong(pb.PetInput()) == [("body.kind", "required"), ("body.home", "required")]
    assert wrong(pb.PetInput(kind=pb.KIND_CAT, home=cage())) == [("body.name", "minLength")]
    fails(lambda: pets.ListPets(pb.ListPetsRequest(limit=51)), grpc.StatusCode.INVALID_ARGUMENT)
    fails(lambda: pets.AddPet(pb.AddPetRequest(body=pb.PetInput(name="x", kind=9, home=cage()))), grpc.StatusCode.INVALID_ARGUMENT)


def failures_have_codes():
    pets.AddPet(pb.AddPetRequest(body=pb.PetInput(name="Twice", kind=pb.KIND_DOG, home=cage())))
    again = pb.AddPetRequest(body=pb.PetInput(name="Twice", kind=pb.KIND_DOG, home=cage()))
    error = fails(lambda: pets.AddPet(again), grpc.StatusCode.ABORTED)
    problem = struct_pb2.Struct()
    assert error.details() == "There is one already." and details(error)[0].Unpack(problem) and problem["status"] == 409
    fails(lambda: pets.GetPet(pb.GetPetRequest(pet_id=1000), metadata=KEY), grpc.StatusCode.NOT_FOUND)
    fails(lambda: pets.GetPet(pb.GetPetRequest(pet_id=1)), grpc.StatusCode.UNAUTHENTICATED)
    unknown = channel.unary_unary("/shelter.v1.DefaultService/WatchPets")
    fails(lambda: unknown(b""), grpc.StatusCode.UNIMPLEMENTED)


def one_of_several_successes():
    assert not pets.AddPet(pb.AddPetRequest(body=pb.PetInput(name="later", kind=pb.KIND_DOG, home=cage()))).HasField("body")
    assert others.Note(pb.NoteRequest(body="ä")).ok == "sample"
    assert others.Picture(pb.PictureRequest(pet_id=1)).body == b"sample"
    assert pets.RemovePet(pb.RemovePetRequest(pet_id=1000)) == pb.RemovePetResponse()


def the_same_by_connect():
    def ask(method, message):
        head = {"content-type": "application/json", "connect-protocol-version": "1"}
        url = f"http://{ADDRESS}/shelter.v1.PetsService/{method}"
        with urllib.request.urlopen(urllib.request.Request(url, json.dumps(message).encode(), head)) as answer:
            return json.load(answer)

    sent = json_format.MessageToDict(whole("Connect"))
    got = ask("AddPet", {"body": sent})["body"]
    identity = got.pop("id")
    assert isinstance(identity, str), "64 bits are a text"
    assert json_format.ParseDict(got, pb.Pet()).visits["x"] == 2**63 - 1
    for member in ("name", "kind", "nick-name", "born", "photo", "nights", "visits", "track", "more"):
        assert got[member] == sent[member], (member, got[member], sent[member])
    assert ask("AddPet", {"body": {"name": "N", "kind": 2, "nick-nameNull": None, "home": sent["home"]}})["body"]["nick-nameNull"] is None
    by_url = urllib.request.urlopen(
        f"http://{ADDRESS}/shelter.v1.PetsService/ListPets?connect=v1&encoding=json&message=%7B%22limit%22:1%7D"
    )
    assert len(json.load(by_url)["body"]) == 1


run([
    everything_comes_back,
    null_is_told,
    parameters_find_their_places,
    forms_are_filled,
    what_is_wrong_is_told,
    failures_have_codes,
    one_of_several_successes,
    the_same_by_connect,
])
