// The page of a GraphQL endpoint, as people use it: `graphql_page.js HOST:PORT BROWSER`.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import WebSocket from "ws";
import { run, same } from "./checks.js";

const [address, program] = process.argv.slice(2);
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--window-size=1400,800"];
const browser = spawn(program, [...flags, "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
process.on("exit", () => browser.kill());

/** Where the browser listens. */
async function endpoint() {
  for await (const line of createInterface(browser.stderr)) {
    const found = line.match(/^DevTools listening on (ws:.*)$/);
    if (found) return found[1];
  }
  throw new Error("the browser ended");
}

/** A page that is told what to do, and what it complains about. */
async function open(url) {
  const socket = new WebSocket(await endpoint());
  await new Promise((done) => socket.on("open", done));
  const waiting = new Map();
  const complaints = [];
  let last = 0;
  socket.on("message", (text) => {
    const { id, result, error, method, params } = JSON.parse(text);
    if (id) waiting.get(id)(error ? Promise.reject(new Error(error.message)) : result);
    if (method === "Log.entryAdded" && params.entry.level === "error") complaints.push(params.entry.text);
    if (method === "Runtime.exceptionThrown") complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
  });
  const tell = (method, params = {}, sessionId) =>
    new Promise((done) => {
      waiting.set(++last, done);
      socket.send(JSON.stringify({ id: last, method, params, sessionId }));
    });
  const { targetId } = await tell("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await tell("Target.attachToTarget", { targetId, flatten: true });
  const page = (method, params) => tell(method, params, sessionId);
  for (const it of ["Log.enable", "Runtime.enable", "Page.enable"]) await page(it);
  await page("Page.navigate", { url });
  const evaluate = async (expression) => {
    const told = await page("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (told.exceptionDetails) throw new Error(told.exceptionDetails.exception?.description);
    return told.result.value;
  };
  return { evaluate, complaints };
}

const { evaluate, complaints } = await open(`http://${address}/graphql`);

/** Asks until it is so. */
async function until(expression) {
  const end = Date.now() + 20000;
  while (!(await evaluate(expression).catch(() => false))) {
    if (Date.now() > end) throw new Error(`never: ${expression}\n${complaints.join("\n")}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

const write = (id, text) => evaluate(`{ const it = document.getElementById("${id}"); it.value = ${JSON.stringify(text)}; it.dispatchEvent(new Event("input")); }`);
const click = (id) => evaluate(`document.getElementById("${id}").click()`);
const answer = `document.getElementById("answer").textContent`;

await run([
  ["the schema is shown", async () => {
    await until(`document.getElementById("docs").textContent.includes("hello(name: String! = \\"world\\"): String!")`);
    await evaluate(`[...document.querySelectorAll("#trail a")].find((it) => it.textContent === "Subscription").click()`);
    await until(`document.getElementById("docs").textContent.includes("Counts up to a number, or for ever.")`);
  }],
  ["an operation is answered", async () => {
    await write("query", "query Greet($n: String!) { hello(name: $n) broken }\nquery Other { live }");
    await write("variables", '{ "n": "<b>you</b>" }');
    same(await evaluate(`document.getElementById("operation").hidden`), false);
    await click("run");
    await until(`${answer}.includes('"hello": "hello <b>you</b>"')`);
    same(await evaluate(`document.querySelectorAll("#answer .wrong").length`), 1);
  }],
  ["events are shown until it is enough", async () => {
    await write("query", "subscription { count }");
    await click("run");
    await until(`${answer}.includes('"count": 3')`);
    await click("stop");
    await until(`document.getElementById("stop").hidden`);
  }],
  ["former operations come back", async () => {
    await evaluate(`{ const it = document.getElementById("history"); it.value = "1"; it.dispatchEvent(new Event("change")); }`);
    same(await evaluate(`document.getElementById("query").value.startsWith("query Greet")`), true);
  }],
  ["a search finds fields", async () => {
    await write("search", "SHOUT");
    await until(`document.getElementById("docs").textContent.includes("shout(text: String!)")`);
  }],
  ["nothing is complained about", async () => same(complaints, [])],
]);
