"""Whether our descriptors of files are protoc's: `descriptors.py FOLDER`, which `corpus-descriptors` has laid out."""

import difflib
import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_tools import protoc

FILE = "google.protobuf.FileDescriptorProto"


def folders(root):
    return [os.path.join(root, it) for it in sorted(os.listdir(root)) if os.path.exists(os.path.join(root, it, "main"))]


def read(path):
    with open(path, "rb") as file:
        return file.read()


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
    """The file's name, and what of it is not as protoc has it."""
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
    if ours.SerializeToString(deterministic=True) == theirs.SerializeToString(deterministic=True):
        return main, None
    lines = difflib.unified_diff(str(theirs).splitlines(), str(ours).splitlines(), "protoc", "ours", lineterm="", n=8)
    return main, "\n".join(list(lines)[:60]) or "the same in words"


def main(root):
    with ProcessPoolExecutor(2) as pool:
        all = list(pool.map(compared, folders(root)))
    differ = [it for it in all if it[1] is not None]
    for name, how in differ:
        print(f"{name}: {how}")
    print(f"{len(all) - len(differ)} of {len(all)} descriptors are protoc's")
    sys.exit(0 if all and not differ else 1)


if __name__ == "__main__":
    main(sys.argv[1])
