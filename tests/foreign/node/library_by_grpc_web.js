// What a library does, asked by the client of grpc/grpc-web: by Node or in a browser.

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { same } from "./checks.js";

const NAME = "shelves/1/books/2";

class Client {
  constructor(grpcWeb, Library, url, format) {
    Object.assign(this, { grpcWeb, Library, url });
    this.base = new grpcWeb.GrpcWebClientBase({ format });
  }

  /** A method with what reads and writes its messages; grpc-web's own plugin would generate the same. */
  method(name, service = this.Library.typeName) {
    const { MethodDescriptor, MethodType } = this.grpcWeb;
    const it = this.Library.method[name];
    const kind = it.methodKind === "unary" ? MethodType.UNARY : MethodType.SERVER_STREAMING;
    const write = (message) => toBinary(it.input, create(it.input, message));
    return new MethodDescriptor(`/${service}/${it.name}`, kind, Object, Object, write, (bytes) => fromBinary(it.output, bytes));
  }

  ask(name, message, metadata = {}, service = undefined) {
    const it = this.method(name, service);
    return this.base.unaryCall(this.url + it.getName(), message, metadata, it);
  }

  /** All messages, and the status that they end with. */
  watch(message) {
    const it = this.method("watchBooks");
    const stream = this.base.serverStreaming(this.url + it.getName(), message, {}, it);
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
  const error = await call.then((answer) => { throw new Error(`an answer: ${answer}`); }, (error) => error);
  same(error.code, code);
  return error;
}

const CHECKS = {
  async "one and one"(client) {
    const book = await client.ask("getBook", { name: NAME });
    same([book.name, book.pages, book.authors], [NAME, 9007199254740993n, ["A", "B"]]);
    same((await client.ask("getBook", { name: "large" })).scan.length, 200_000);
  },

  async "many answers"(client, { OK }) {
    const { seen, ended } = await client.watch({ name: "s", count: 20 });
    same([ended.code, seen], [OK, Array.from({ length: 20 }, (_, at) => `s/books/${at}`)]);
  },

  async "errors and their details"(client, { NOT_FOUND }) {
    const error = await refused(client.ask("getBook", { name: "shelves/1/books/0" }), NOT_FOUND);
    same(error.message, "no such book: größer als alles");
    const status = atob(error.metadata["grpc-status-details-bin"]);
    same(status.includes("type.googleapis.com/library.v1.NoSuchBook"), true);
  },

  async "error after messages"(client, { DATA_LOSS }) {
    same((await client.watch({ name: "s", count: 2, code: DATA_LOSS })).ended.code, DATA_LOSS);
  },

  async "deadline"(client, { DEADLINE_EXCEEDED }) {
    const deadline = `${Date.now() + 300}`;
    await refused(client.ask("wait", { milliseconds: 20_000 }, { deadline }), DEADLINE_EXCEEDED);
  },

  async "what nobody serves"(client, { UNIMPLEMENTED }) {
    await refused(client.ask("getBook", {}, {}, "library.v2.Library"), UNIMPLEMENTED);
  },
};

/** Every check, in both of its formats; `grpcWeb` is the package. */
export function checksOf(grpcWeb, Library, url) {
  return ["text", "binary"].flatMap((format) => {
    const client = new Client(grpcWeb, Library, url, format);
    return Object.entries(CHECKS).map(([name, go]) => [`${format}: ${name}`, () => go(client, grpcWeb.StatusCode)]);
  });
}
