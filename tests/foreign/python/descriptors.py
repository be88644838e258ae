"""How our descriptors of real files differ from protoc's: `descriptors.py FOLDER`, which `corpus-descriptors` has laid out."""

import collections
import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_tools import protoc

FILE = "google.protobuf.FileDescriptorProto"


def folders(root):
    return [os.path.join(root, it) for it in sorted(os.listdir(root), key=int) if os.path.exists(os.path.join(root, it, "main"))]


def read(path):
    with open(path, "rb") as file:
        return file.read()


def every(message):
    """A message and all that are in it, the innermost first."""
    for field, value in message.ListFields():
        if field.message_type and not field.message_type.GetOptions().map_entry:
            for it in value if field.is_repeated else [value]:
                yield from every(it)
    yield message


def clear(message, kind, *fields):
    for it in every(message):
        if it.DESCRIPTOR.full_name == f"google.protobuf.{kind}":
            for field in fields:
                if field in it.DESCRIPTOR.fields_by_name:
                    it.ClearField(field)


def unstated(message):
    """Without options that say nothing."""
    for it in every(message):
        if "options" in it.DESCRIPTOR.fields_by_name and it.HasField("options") and not it.options.ByteSize():
            it.ClearField("options")


def retained(message):
    """Without options that protoc leaves out, since they are for those who read the source."""
    for it in every(message):
        for field, _ in it.ListFields():
            if field.GetOptions().retention == descriptor_pb2.FieldOptions.RETENTION_SOURCE:
                it.ClearField(field.name) if not field.is_extension else it.ClearExtension(field)
    unstated(message)


def spelled(message):
    """With the defaults of numbers as Python writes them."""
    for it in every(message):
        if it.DESCRIPTOR.full_name == "google.protobuf.FieldDescriptorProto" and it.type in (1, 2) and it.default_value:
            it.default_value = repr(float(it.default_value))


def visible(message):
    """Without what edition 2024 says of visibility."""
    for kind in ["DescriptorProto", "EnumDescriptorProto"]:
        clear(message, kind, "visibility")


def checked(message):
    """Without the feature that says whether texts are UTF-8: prost-types has another number for NONE, which is unknown then."""
    clear(message, "FeatureSet", "utf8_validation")
    message.DiscardUnknownFields()


# Each in addition to those before it.
REASONS = [
    ("equal", lambda _: None),
    ("but for options that say nothing", unstated),
    ("but for options that are of the source alone", retained),
    ("but for how numbers are spelled", spelled),
    ("but for visibility", visible),
    ("but for utf8_validation", checked),
]


def reader(files):
    """What reads descriptors with the options that these files define."""
    pool = descriptor_pool.DescriptorPool()
    for it in files:
        pool.AddSerializedFile(it.SerializeToString())
    try:
        return message_factory.GetMessageClass(pool.FindMessageTypeByName(FILE))
    except KeyError:
        return descriptor_pb2.FileDescriptorProto


def compared(folder):
    """The file's name, and how far it is as protoc has it."""
    main = read(os.path.join(folder, "main")).decode()
    with tempfile.NamedTemporaryFile() as out:
        # protoc writes to standard error what it warns of.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        if protoc.main(["protoc", f"-I{folder}/files", "--include_imports", f"--descriptor_set_out={out.name}", main]):
            return main, "refused by protoc"
        files = descriptor_pb2.FileDescriptorSet.FromString(read(out.name)).file
    read_as = reader(files)
    theirs = read_as.FromString(next(it for it in files if it.name == main).SerializeToString())
    ours = read_as.FromString(read(os.path.join(folder, "ours", main)))
    for reason, settle in REASONS:
        settle(ours)
        settle(theirs)
        if ours == theirs:
            return main, reason
    return main, "different"


def main(root):
    total = collections.Counter()
    with ProcessPoolExecutor(2) as pool:
        for name, how in pool.map(compared, folders(root)):
            total[how] += 1
            if how not in dict(REASONS):
                print(f"{how}: {name}")
    for how, count in total.most_common():
        print(f"{count:5} {how}")
    sys.exit(0 if set(total) <= set(dict(REASONS)) else 1)


if __name__ == "__main__":
    main(sys.argv[1])
