// A service of GraphQL that is not ours, as generated clients meet it: `graphql_library.js SCHEMA`. It has grown since they were made.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { buildSchema, extendSchema, GraphQLError, parse } from "graphql";
import { createHandler as whole } from "graphql-http/lib/use/http";
import { createHandler as events } from "graphql-sse/lib/use/http";

const GROWN = "type Comic implements Node { id: ID! } extend union Found = Comic extend enum Section { COMICS }";

const schema = extendSchema(buildSchema(readFileSync(process.argv[2], "utf8")), parse(GROWN));

const ann = { __typename: "Person", id: "p1", name: "Ann", born: "1950-01-02T03:04:05Z" };
const book = { __typename: "Book", id: "b1", title: "A", by: ann, section: "type", type: "paper", pages: 7, loans: [] };
const film = { __typename: "Film", id: "f1", title: "F", minutes: 90, by: () => fail("nobody knows", "UNKNOWN_STUDIO") };
const comic = { __typename: "Comic", id: "c1" };
const studio = { __typename: "Studio", id: "s1", extra: { deep: [1, null] } };
const loan = { id: "l1", of: film, to: ann, due: null };
book.loans.push(loan, { ...loan, id: "l2", self: { self: loan } });
const all = [book, film, comic, ann, studio];

function fail(message, code) {
  throw new GraphQLError(message, { extensions: { code } });
}

function find(id) {
  return all.find((it) => it.id === id) ?? null;
}

async function* lent({ of }, socket) {
  yield { lent: loan };
  if (of === "broken") {
    setTimeout(() => socket.destroy(), 50);
    await new Promise(() => {});
  }
  if (of === "wrong") yield { lent: { ...loan, to: null } };
  yield { lent: { ...loan, id: String(of) } };
}

const answers = {
  Root: {
    node: ({ id }) => find(id),
    work: ({ id }) => find(id),
    // What it was asked with, and what there is.
    search: (args) => [{ ...book, title: JSON.stringify(args), section: "COMICS" }, film, comic, ann, null],
    shelves: () => [[book, null], []],
  },
  Changes: {
    lend: ({ input }) => ({ loan, problem: JSON.stringify(input) }),
    tag: ({ by }) => ({ ...book, section: by.section ?? "FACTS" }),
  },
};

for (const [type, fields] of Object.entries(answers)) {
  for (const [name, answer] of Object.entries(fields)) {
    schema.getType(type).getFields()[name].resolve = (_, args) => answer(args);
  }
}
schema.getType("Tidings").getFields().lent.subscribe = (_, args, socket) => lent(args, socket);

const [answer, tell] = [whole({ schema }), events({ schema, context: (request) => request.raw.socket })];
const server = createServer((request, response) => {
  if (request.url.startsWith("/down")) {
    response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad Gateway</h1>");
  } else if (request.headers.accept?.includes("text/event-stream")) {
    tell(request, response);
  } else {
    answer(request, response);
  }
});
server.listen(0, "127.0.0.1", () => console.error(`listens on http://127.0.0.1:${server.address().port}`));
