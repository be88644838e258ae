// A generated service, as the client of grpc/grpc-web meets it, in both of its formats: `grpc_web.js HOST:PORT DESCRIPTORS`.

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { run } from "./checks.js";
import { described } from "./library.js";

const url = `http://${process.argv[2]}`;
const { Library } = described(Buffer.from(readFileSync(process.argv[3], "utf8"), "base64"));

const require = createRequire(import.meta.url);
// It is made for browsers.
globalThis.XMLHttpRequest = require("xhr2");
const grpcWeb = require("grpc-web");

const NAME = "shelves/1/books/2";

/** A method with what reads and writes its messages; grpc-web's own plugin would generate the same. */
function method(name, service = Library.typeName) {
  const it = Library.method[name];
  const kind = it.methodKind === "unary" ? grpcWeb.MethodType.UNARY : grpcWeb.MethodType.SERVER_STREAMING;
  const path = `/${service}/${it.name}`;
  const write = (message) => toBinary(it.input, create(it.input, message));
  return new grpcWeb.MethodDescriptor(path, kind, Object, Object, write, (bytes) => fromBinary(it.output, bytes));
}

class Client {
  constructor(format) {
    this.base = new grpcWeb.GrpcWebClientBase({ format });
  }

  ask(name, message, metadata = {}) {
    const it = method(name);
    return this.base.unaryCall(url + it.getName(), message, metadata, it);
  }

  /** All messages, and the status that they end with. */
  watch(message) {
    const it = method("watchBooks");
    const stream = this.base.serverStreaming(url + it.getName(), message, {}, it);
    return new Promise((done) => {
      const seen = [];
      let ended;
      stream.on("data", (book) => seen.push(book.name));
      stream.on("status", (status) => { ended = status; });
      stream.on("error", (error) => done({ seen, ended: error }));
      stream.on("end", () => done({ seen, ended }));
    });
  }
}

async function refused(call, code) {
  const error = await call.then((answer) => assert.fail(`an answer: ${answer}`), (error) => error);
  assert.equal(error.code, code, `${error}`);
  return error;
}

const { StatusCode } = grpcWeb;

const CHECKS = {
  async "one and one"(client) {
    const book = await client.ask("getBook", { name: NAME });
    assert.deepEqual([book.name, book.pages, book.authors], [NAME, 9007199254740993n, ["A", "B"]]);
    assert.equal((await client.ask("getBook", { name: "large" })).scan.length, 200_000);
  },

  async "many answers"(client) {
    const { seen, ended } = await client.watch({ name: "s", count: 20 });
    assert.equal(ended.code, StatusCode.OK);
    assert.deepEqual(seen, Array.from({ length: 20 }, (_, at) => `s/books/${at}`));
  },

  async "errors and their details"(client) {
    const error = await refused(client.ask("getBook", { name: "shelves/1/books/0" }), StatusCode.NOT_FOUND);
    assert.equal(error.message, "no such book: größer als alles");
    const status = Buffer.from(error.metadata["grpc-status-details-bin"], "base64").toString();
    assert.ok(status.includes("type.googleapis.com/library.v1.NoSuchBook"), status);
  },

  async "error after messages"(client) {
    const { ended } = await client.watch({ name: "s", count: 2, code: StatusCode.DATA_LOSS });
    assert.equal(ended.code, StatusCode.DATA_LOSS);
  },

  async "deadline"(client) {
    const deadline = `${Date.now() + 300}`;
    await refused(client.ask("wait", { milliseconds: 20_000 }, { deadline }), StatusCode.DEADLINE_EXCEEDED);
  },

  async "what nobody serves"(client) {
    const it = method("getBook", "library.v2.Library");
    await refused(client.base.unaryCall(url + it.getName(), {}, {}, it), StatusCode.UNIMPLEMENTED);
  },
};

const checks = ["text", "binary"].flatMap((format) => {
  const client = new Client(format);
  return Object.entries(CHECKS).map(([name, go]) => [`${format}: ${name}`, () => go(client)]);
});
await run(checks);
