// A generated service, as `buf curl` meets it, which is written in Go and learns by reflection what there is: `buf.js HOST:PORT`.

import { spawnSync } from "node:child_process";
import { run, same } from "./checks.js";

const url = `http://${process.argv[2]}`;
const program = new URL("node_modules/.bin/buf", import.meta.url).pathname;

/** What it prints; of a call that fails, what it says of that. */
function buf(path, message, ...options) {
  const input = message === undefined ? "" : JSON.stringify(message);
  const data = message === undefined ? [] : ["--data", "@-"];
  const asked = spawnSync(program, ["curl", "--http2-prior-knowledge", ...options, ...data, url + path], { input });
  const said = asked.stdout.toString() + asked.stderr.toString();
  if (asked.error || !said) {
    throw new Error(`${asked.error ?? "it says nothing"}`);
  }
  return said;
}

const NAME = "shelves/1/books/2";
const checks = ["grpc", "grpcweb", "connect"].flatMap((protocol) => {
  const call = (method, message) => buf(`/library.v1.Library/${method}`, message, "--protocol", protocol);
  return [
    [`${protocol}: one and one`, () => same(JSON.parse(call("GetBook", { name: NAME })).pages, "9007199254740993")],
    [`${protocol}: many answers`, () => same(call("WatchBooks", { name: "s", count: 9 }).match(/"name"/g).length, 9)],
    [`${protocol}: many questions`, () => same(JSON.parse(call("BringBooks", { pages: 7 })), { count: 1, pages: "7" })],
    [`${protocol}: error details`, () => {
      const { code, details } = JSON.parse(call("GetBook", { name: "0" }));
      same([code, details[0].type], ["not_found", "library.v1.NoSuchBook"]);
    }],
  ];
});
const reflected = ["grpc-v1", "grpc-v1alpha"].flatMap((version) => [
  [`${version}: methods are listed`, () => {
    const methods = buf("", undefined, "--list-methods", "--reflect-protocol", version);
    same(methods.includes("library.v1.Library/WatchBooks\n") && methods.includes("grpc.health.v1.Health/Check\n"), true);
  }],
  [`${version}: health`, () => {
    same(JSON.parse(buf("/grpc.health.v1.Health/Check", {}, "--reflect-protocol", version)), { status: "SERVING" });
  }],
]);
await run([...checks, ...reflected]);
