// An endpoint of GraphQL, as the client of graphql-ws meets it, and close code by close code: `graphql_ws.js HOST:PORT`.

import { CloseCode, createClient } from "graphql-ws";
import WebSocket from "ws";
import { run, same } from "./checks.js";

const url = `ws://${process.argv[2]}/graphql`;

/** What is done with a client, which is gone then. */
async function using(options, use) {
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, ...options });
  try {
    return await use(client);
  } finally {
    await client.dispose();
  }
}

async function all(client, query, variables) {
  const told = [];
  for await (const it of client.iterate({ query, variables })) {
    told.push(it);
  }
  return told;
}

async function live() {
  const response = await fetch(url.replace("ws:", "http:"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ live }" }),
  });
  return (await response.json()).data.live;
}

async function untilLive(count) {
  while ((await live()) !== count) {
    await new Promise((done) => setTimeout(done, 5));
  }
}

const client = [
  ["queries, mutations and subscriptions, at once", () => using({}, async (client) => {
    const told = await Promise.all([
      all(client, "query A($n: String!) { hello(name: $n) }", { n: "größe" }),
      all(client, 'mutation { shout(text: "a") }'),
      all(client, "subscription { count(to: 3) }"),
    ]);
    same(told, [[{ data: { hello: "hello größe" } }], [{ data: { shout: "A" } }], [1, 2, 3].map((count) => ({ data: { count } }))]);
  })],
  ["a subscription that the client ends", () => using({}, async (client) => {
    const events = client.iterate({ query: "subscription { count }" });
    same((await events.next()).value, { data: { count: 1 } });
    await untilLive(1);
    await events.return();
    await untilLive(0);
  })],
  ["a subscription that goes with its client", async () => {
    await using({}, async (client) => {
      await client.iterate({ query: "subscription { count }" }).next();
      await untilLive(1);
    });
    await untilLive(0);
  }],
  ["what cannot be executed", () => using({}, async (client) => {
    const errors = await all(client, "{ nothing }").catch((errors) => errors);
    same(errors[0].extensions.code, "GRAPHQL_VALIDATION_FAILED");
  })],
  ["a field that fails", () => using({}, async (client) => {
    const [{ data, errors }] = await all(client, "{ broken hello }");
    same([data.hello, errors.length, errors[0].path], ["hello world", 1, ["broken"]]);
  })],
  ["pings both ways", () => new Promise((done, fail) => {
    const client = createClient({
      url, webSocketImpl: WebSocket, retryAttempts: 0, lazy: false, keepAlive: 20, onNonLazyError: fail,
      on: { pong: (received) => received && (client.dispose(), done()) },
    });
  })],
  ["a client that shows who it is", () => using({ connectionParams: { Authorization: "Bearer good" } }, async (client) => {
    same(await all(client, "{ hello }"), [{ data: { hello: "hello world" } }]);
  })],
  ["a client that may not ask", () => using({ connectionParams: { Authorization: "Bearer bad" } }, async (client) => {
    same((await all(client, "{ hello }").catch((event) => event)).code, CloseCode.Forbidden);
  })],
];

const INIT = { type: "connection_init" };
const subscribe = (id, query = "subscription { count }") => ({ id, type: "subscribe", payload: { query } });

/** With what a socket is closed to which some messages are sent, one after another. */
function closed(messages, protocol = "graphql-transport-ws") {
  return new Promise((done, fail) => {
    const socket = new WebSocket(url, protocol);
    socket.on("error", fail);
    socket.on("close", (code, reason) => done([code, reason.toString()]));
    socket.on("open", () => messages.forEach((it) => socket.send(typeof it === "object" && !Buffer.isBuffer(it) ? JSON.stringify(it) : it)));
  });
}

const codes = [
  [CloseCode.BadRequest, /^Invalid message received/, ["{"]],
  [CloseCode.BadRequest, /^Invalid message received/, [{ type: "start" }]],
  [CloseCode.BadRequest, /^Invalid message received/, [INIT, { type: "subscribe", id: "1" }]],
  [CloseCode.BadRequest, /^Invalid message received/, [INIT, { type: "complete" }]],
  [CloseCode.BadRequest, /^Invalid message received/, [Buffer.from([1])]],
  [CloseCode.Unauthorized, /^Unauthorized$/, [subscribe("1")]],
  [CloseCode.Forbidden, /^Forbidden$/, [{ ...INIT, payload: { authorization: "Bearer bad" } }]],
  [CloseCode.SubprotocolNotAcceptable, /^Subprotocol not acceptable$/, [INIT], []],
  [CloseCode.ConnectionInitialisationTimeout, /^Connection initialisation timeout$/, []],
  [CloseCode.SubscriberAlreadyExists, /^Subscriber for a already exists$/, [INIT, subscribe("a"), subscribe("a", "{ slow }")]],
  [CloseCode.TooManyInitialisationRequests, /^Too many initialisation requests$/, [INIT, INIT]],
  [CloseCode.InternalServerError, /^Internal server error$/, [INIT, subscribe("1", "subscription { panics }")]],
].map(([code, reason, messages, protocol]) => [`${code} ${reason.source}`, async () => {
  const told = await closed(messages, protocol);
  same([told[0], reason.test(told[1]) || told[1]], [code, true]);
}]);

const upgrade = ["a page of another origin", () => new Promise((done, fail) => {
  const socket = new WebSocket(url, "graphql-transport-ws", { origin: "https://evil.example" });
  socket.on("open", () => fail(new Error("it may ask")));
  socket.on("error", (error) => (error.message.includes("403") ? done() : fail(error)));
})];

await run([...client, ...codes, upgrade]);
