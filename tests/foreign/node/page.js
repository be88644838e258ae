// What a page does: asks the service, which is of another origin, and tells the page's own server how that went.

import { createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import * as grpcWeb from "grpc-web";
import { outcomes } from "./checks.js";
import { CHECKS, DUPLEX, MANY, described } from "./library.js";
import { checksOf } from "./library_by_grpc_web.js";

async function all() {
  const baseUrl = await (await fetch("/service")).text();
  const { registry, Library } = described(new Uint8Array(await (await fetch("/descriptors")).arrayBuffer()));
  const transports = [
    ["connect, json", createConnectTransport({ baseUrl })],
    ["connect, proto", createConnectTransport({ baseUrl, useBinaryFormat: true })],
    ["connect, get", createConnectTransport({ baseUrl, useHttpGet: true })],
    ["grpc-web", createGrpcWebTransport({ baseUrl })],
  ];
  const able = Object.entries(CHECKS).filter(([name]) => !DUPLEX.includes(name) && !MANY.includes(name));
  const checks = transports.flatMap(([name, transport]) => {
    const client = createClient(Library, transport);
    return able.map(([check, go]) => [`${name}: ${check}`, () => go(client, { registry, Library, transport })]);
  });
  return outcomes([...checks, ...checksOf(grpcWeb, Library, baseUrl)]);
}

const told = await all().catch((error) => ({ text: `${error?.stack ?? error}`, failed: 1 }));
await fetch("/told", { method: "POST", body: JSON.stringify(told) });
