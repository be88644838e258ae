// A generated service, as Connect's client meets it in three protocols: `connect.js HOST:PORT DESCRIPTORS`.

import { createClient } from "@connectrpc/connect";
import { compressionGzip, createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { readFileSync } from "node:fs";
import { run } from "./checks.js";
import { CHECKS, DUPLEX, described } from "./library.js";

const url = `http://${process.argv[2]}`;
const { registry, Library } = described(Buffer.from(readFileSync(process.argv[3], "utf8"), "base64"));
const gzip = { sendCompression: compressionGzip, acceptCompression: [compressionGzip], compressMinBytes: 0 };
const plain = { acceptCompression: [] };
const h1 = { baseUrl: url, httpVersion: "1.1" };
const h2 = { baseUrl: url, httpVersion: "2" };

// Calls of many messages each way at once need HTTP/2.
const TRANSPORTS = [
  ["grpc", createGrpcTransport({ ...h2, ...plain }), true],
  ["grpc, gzip", createGrpcTransport({ ...h2, ...gzip }), true],
  ["grpc-web", createGrpcWebTransport({ ...h1, ...plain }), false],
  ["grpc-web, gzip", createGrpcWebTransport({ ...h2, ...gzip }), true],
  ["connect, json", createConnectTransport({ ...h1, ...plain, useBinaryFormat: false }), false],
  ["connect, json, gzip", createConnectTransport({ ...h2, ...gzip, useBinaryFormat: false }), true],
  ["connect, proto", createConnectTransport({ ...h2, ...plain, useBinaryFormat: true }), true],
  ["connect, proto, gzip", createConnectTransport({ ...h1, ...gzip, useBinaryFormat: true }), false],
  ["connect, get", createConnectTransport({ ...h1, ...plain, useHttpGet: true, useBinaryFormat: false }), false],
  ["connect, get, gzip", createConnectTransport({ ...h2, ...gzip, useHttpGet: true, useBinaryFormat: true }), true],
];

const checks = TRANSPORTS.flatMap(([name, transport, duplex]) => {
  const client = createClient(Library, transport);
  const mine = Object.entries(CHECKS).filter(([check]) => duplex || !DUPLEX.includes(check));
  return mine.map(([check, go]) => [`${name}: ${check}`, () => go(client, { registry, Library, transport })]);
});
await run(checks);
