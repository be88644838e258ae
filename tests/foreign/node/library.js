// What a library does, asked by Connect's client in any protocol: by Node or in a browser.

import { createFileRegistry, createRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient, decodeBinaryHeader, encodeBinaryHeader } from "@connectrpc/connect";
import { same } from "./checks.js";

const NAME = "shelves/1/books/2";

/** What the service tells of itself: no code is generated. */
export function described(descriptors) {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptors));
  return { registry, Library: registry.getService("library.v1.Library") };
}

/** Browsers cannot send many messages; many each way at once need HTTP/2. */
export const MANY = ["many questions"];
export const DUPLEX = ["both ways"];

async function refused(call, code) {
  const error = await call().then(
    (answer) => { throw new Error(`an answer: ${answer}`); },
    (error) => ConnectError.from(error),
  );
  if (error.code !== code) {
    throw new Error(`${error.message}, not ${Code[code]}`);
  }
  return error;
}

async function all(stream) {
  const seen = [];
  for await (const it of stream) {
    seen.push(it);
  }
  return seen;
}

async function* books(count) {
  for (let at = 0; at < count; at += 1) {
    yield { name: `${at}`, pages: BigInt(at) };
  }
}

export const CHECKS = {
  async "one and one"(client) {
    const book = await client.getBook({ name: NAME });
    same([book.name, book.pages, book.authors], [NAME, 9007199254740993n, ["A", "B"]]);
    same((await client.getBook({ name: "large" })).scan.length, 200_000);
  },

  async "every field comes back"(client) {
    const cover = { case: "picture", value: { url: "u", size: [1, -2] } };
    const scan = new Uint8Array([0, 255]);
    const book = { name: NAME, pages: -1n, weight: 0, scan, notes: { "-3": "x" }, cover, subtitle: "" };
    const published = { seconds: 1709208000n, nanos: 123456789 };
    const back = await client.updateBook({ book: { ...book, published }, updateMask: { paths: ["display_title"] } });
    same([back.pages, back.weight, Uint8Array.from(back.scan), back.notes], [-1n, 0, scan, { "-3": "x" }]);
    same([back.cover.case, back.cover.value.size, back.subtitle], ["picture", [1, -2], ""]);
    same(back.published.nanos, 123456789);
  },

  async "many answers"(client) {
    const seen = await all(client.watchBooks({ name: "shelves/1", count: 50 }));
    same(seen.map((it) => it.name), Array.from({ length: 50 }, (_, at) => `shelves/1/books/${at}`));
  },

  async "many questions"(client) {
    const brought = await client.bringBooks(books(100));
    same([brought.count, brought.pages], [100, 4950n]);
  },

  async "both ways"(client) {
    const seen = await all(client.showCovers(books(5)));
    same(seen.map((it) => it.url), [0, 1, 2, 3, 4].map((it) => `https://covers/${it}`));
  },

  async "error details"(client, { registry }) {
    const error = await refused(() => client.getBook({ name: "shelves/1/books/0" }), Code.NotFound);
    same(error.rawMessage, "no such book: größer als alles");
    const [why] = error.findDetails(createRegistry(registry.getMessage("library.v1.NoSuchBook")));
    same(why.name, "shelves/1/books/0");
  },

  async "error after messages"(client, { registry }) {
    const stream = client.watchBooks({ name: "shelves/1", count: 2, code: Code.DataLoss });
    const seen = [];
    const error = await refused(async () => {
      for await (const it of stream) {
        seen.push(it);
      }
    }, Code.DataLoss);
    same(seen.length, 2);
    same(error.findDetails(registry)[0].name, "shelves/1");
  },

  async "every code"(client) {
    for (let code = Code.Canceled; code <= Code.Unauthenticated; code += 1) {
      await refused(() => all(client.watchBooks({ code })), code);
    }
  },

  async "what is broken stays inside"(client) {
    const error = await refused(() => client.getBook({ name: "broken" }), Code.Internal);
    same(error.message.includes("password"), false);
    await refused(() => client.getBook({ name: "panic" }), Code.Internal);
  },

  async "metadata"(client) {
    const bytes = new Uint8Array([0xab, 0xab, 0xab]);
    const headers = { "x-grpc-test-echo-initial": "value", "x-grpc-test-echo-trailing-bin": encodeBinaryHeader(bytes) };
    const calls = [
      (options) => client.getBook({ name: NAME }, options),
      (options) => all(client.watchBooks({ name: "s", count: 1 }, options)),
    ];
    for (const call of calls) {
      let initial, trailing;
      await call({ headers, onHeader: (it) => { initial = it; }, onTrailer: (it) => { trailing = it; } });
      same(initial.get("x-grpc-test-echo-initial"), "value");
      same([...decodeBinaryHeader(trailing.get("x-grpc-test-echo-trailing-bin"))], [...bytes]);
    }
    const why = await refused(() => client.getBook({ name: "0" }, { headers }), Code.NotFound);
    same(why.metadata.get("x-grpc-test-echo-initial"), "value");
    same([...decodeBinaryHeader(why.metadata.get("x-grpc-test-echo-trailing-bin"))], [...bytes]);
  },

  async "deadline"(client) {
    await refused(() => client.wait({ milliseconds: 20_000 }, { timeoutMs: 300 }), Code.DeadlineExceeded);
  },

  async "who gives up is not worked for"(client) {
    const before = (await client.countLeft({})).count;
    const patience = new AbortController();
    setTimeout(() => patience.abort(), 200);
    await refused(() => client.wait({ milliseconds: 20_000 }, { signal: patience.signal }), Code.Canceled);
    for (let tries = 0; (await client.countLeft({})).count === before; tries += 1) {
      if (tries === 100) {
        throw new Error("the handler goes on");
      }
      await new Promise((done) => setTimeout(done, 50));
    }
  },

  async "too large"(client) {
    const scan = new Uint8Array(3 << 20);
    await refused(() => client.updateBook({ book: { scan } }), Code.ResourceExhausted);
  },

  async "what nobody serves"(_, { Library, transport }) {
    const typeName = "library.v2.Library";
    const nobody = createClient({ ...Library, typeName, methods: Library.methods.map((it) => ({ ...it, parent: { typeName } })) }, transport);
    await refused(() => nobody.getBook({ name: NAME }), Code.Unimplemented);
  },
};
