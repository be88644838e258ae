// An endpoint of GraphQL, as the audits of graphql-http and the client of graphql-sse meet it: `graphql_http.js HOST:PORT`.

import { serverAudits } from "graphql-http";
import { createClient } from "graphql-sse";
import { run, same } from "./checks.js";

const url = `http://${process.argv[2]}/graphql`;

/** Anything but `ok` is a failure: a notice or a warning, too. */
const audits = serverAudits({ url }).map(({ id, name, fn }) => [
  `${id} ${name}`,
  async () => {
    const result = await fn();
    if (result.status !== "ok") {
      throw new Error(`${result.status}: ${result.reason}\n${await result.response?.text()}`);
    }
  },
]);

/** All that an operation answers by events. */
async function told(query) {
  const client = createClient({ url, retryAttempts: 0 });
  const all = [];
  for await (const it of client.iterate({ query })) {
    all.push(it);
  }
  client.dispose();
  return all;
}

const events = [
  ["events of a subscription", async () => same(await told("subscription { count(to: 2) }"), [1, 2].map((count) => ({ data: { count } })))],
  ["events of a query", async () => same(await told("{ hello }"), [{ data: { hello: "hello world" } }])],
  ["events of what is none", async () => same((await told("{ nothing }"))[0].errors.length, 1)],
];

same(audits.length, 61);
await run([...audits, ...events]);
