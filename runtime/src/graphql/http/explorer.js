"use strict";
const $ = (id) => document.getElementById(id);
const INTROSPECTION = `query Explorer { __schema { queryType { name } mutationType { name } subscriptionType { name }
  types { kind name description enumValues(includeDeprecated: true) { name description isDeprecated }
    fields(includeDeprecated: true) { name description isDeprecated args { ...input } type { ...type } }
    inputFields { ...input } possibleTypes { name } interfaces { name } } } }
fragment input on __InputValue { name description defaultValue type { ...type } }
fragment type on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }`;
const WELCOME = "# Ctrl + Enter runs the operation. The schema is on the right.\n\n{\n  __typename\n}\n";
const store = {
  get: (name) => JSON.parse(localStorage.getItem(`graphql.${name}`) ?? "null"),
  set: (name, value) => localStorage.setItem(`graphql.${name}`, JSON.stringify(value)),
};
let types = new Map(), roots = [], running = null;

/** An element with text or children, which are never read as markup. */
function el(name, className, ...children) {
  const it = document.createElement(name);
  it.className = className;
  it.append(...children);
  return it;
}

async function send(body, { headers = {}, signal, accept }) {
  const all = { "content-type": "application/json", accept, ...headers };
  return fetch(location.pathname, { method: "POST", headers: all, body: JSON.stringify(body), signal });
}

/** The names of a document's operations: enough to choose one. */
const operations = (text) =>
  [...text.replace(/"""[^]*?"""|"(\\.|[^"\\\n])*"|#.*/g, "").matchAll(/(?:^|})\s*(query|mutation|subscription)\b\s*(\w*)/g)];

function asked() {
  const variables = $("variables").value.trim();
  const lines = $("headers").value.split("\n").map((it) => it.match(/^\s*([^:\s]+)\s*:\s*(.*?)\s*$/)).filter(Boolean);
  const chosen = $("operation").hidden ? undefined : $("operation").value;
  return {
    body: { query: $("query").value, variables: variables ? JSON.parse(variables) : undefined, operationName: chosen },
    headers: Object.fromEntries(lines.map(([, name, value]) => [name, value])),
  };
}

async function run() {
  running?.abort();
  const mine = (running = new AbortController()), began = performance.now();
  const status = (text) => ($("status").textContent = `${text} · ${Math.round(performance.now() - began)} ms`);
  $("stop").hidden = false;
  try {
    const { body, headers } = asked();
    remember();
    const all = operations(body.query), chosen = all.find((it) => it[2] === body.operationName) ?? all[0];
    const streams = chosen?.[1] === "subscription";
    const accept = streams ? "text/event-stream" : "application/graphql-response+json, application/json;q=0.9";
    const response = await send(body, { headers, accept, signal: mine.signal });
    status(response.status);
    if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return show(await response.text());
    $("answer").replaceChildren();
    let rest = "", count = 0;
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const events = (rest + chunk).split("\n\n");
      rest = events.pop();
      for (const event of events.filter((it) => it.startsWith("event: next"))) {
        show(event.slice(event.indexOf("data: ") + 6), true);
        status(`${++count} events`);
      }
    }
  } catch (error) {
    if (error.name !== "AbortError") show(String(error));
  } finally {
    if (running === mine) $("stop").hidden = true;
  }
}

/** JSON with colors; whatever else as it is. */
function show(text, first) {
  const out = document.createDocumentFragment();
  let json = text;
  try {
    json = JSON.stringify(JSON.parse(text), null, 2);
  } catch {}
  let at = 0;
  for (const it of json.matchAll(/("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g)) {
    const kind = it[2] ? (it[1] === '"errors"' ? "wrong" : "key") : it[1] ? "string" : "number";
    out.append(json.slice(at, it.index), el("span", kind, it[1] ?? it[0]));
    at = it.index + (it[1] ?? it[0]).length;
  }
  out.append(json.slice(at), "\n");
  if (first) $("answer").prepend(out);
  else $("answer").replaceChildren(out);
}

function remember() {
  const now = { query: $("query").value, variables: $("variables").value };
  const all = (store.get("history") ?? []).filter((it) => it.query !== now.query);
  store.set("history", [now, ...all].slice(0, 30));
  former();
}

function former() {
  const title = (it) => it.query.replace(/#.*|\s+/g, " ").trim().slice(0, 60);
  const all = (store.get("history") ?? []).map((it, index) => new Option(title(it), index));
  $("history").replaceChildren(new Option("History", ""), ...all);
}

/** A type as the schema language has it; its name leads to it. */
function typed(type) {
  if (type.kind === "NON_NULL") return [...typed(type.ofType), "!"];
  if (type.kind === "LIST") return ["[", ...typed(type.ofType), "]"];
  return [link(type.name ?? "…")];
}

function link(name) {
  const it = el("a", "type", name);
  it.href = `#${name}`;
  return it;
}

function member(it) {
  const args = (it.args ?? []).flatMap((arg, index) => [index ? ", " : "(", `${arg.name}: `, ...typed(arg.type), arg.defaultValue ? ` = ${arg.defaultValue}` : ""]);
  const code = el("code", "", el("span", it.isDeprecated ? "old" : "", it.name), ...args, args.length ? ")" : "");
  if (it.type) code.append(": ", ...typed(it.type));
  if (it.defaultValue) code.append(` = ${it.defaultValue}`);
  return el("div", "member", code, el("div", "said", it.description ?? ""));
}

function docs() {
  const name = decodeURIComponent(location.hash.slice(1)), type = types.get(name), wanted = $("search").value.trim().toLowerCase();
  const fits = (it) => it.toLowerCase().includes(wanted);
  const members = (it) => it.fields ?? it.inputFields ?? it.enumValues ?? [];
  $("trail").replaceChildren(...roots.flatMap((it) => [link(it), " · "]), type ? `${type.kind.toLowerCase().replace("_", " ")} ${name}` : "all types");
  if (wanted || !type) {
    const found = [...types.values()].filter((it) => !it.name.startsWith("__") && (fits(it.name) || (wanted && members(it).some((it) => fits(it.name)))));
    const hits = (it) => (wanted ? members(it).filter((it) => fits(it.name)).map(member) : []);
    return $("docs").replaceChildren(...found.slice(0, 200).map((it) => el("div", "member", link(it.name), ...hits(it))));
  }
  const others = [...(type.interfaces ?? []), ...(type.possibleTypes ?? [])].map((it) => el("div", "member", link(it.name)));
  $("docs").replaceChildren(el("div", "said", type.description ?? ""), ...members(type).map(member), ...others);
}

async function learn() {
  try {
    const { data, errors } = await (await send({ query: INTROSPECTION }, { accept: "application/json", headers: asked().headers })).json();
    if (!data) throw new Error(errors[0].message);
    types = new Map(data.__schema.types.map((it) => [it.name, it]));
    roots = ["queryType", "mutationType", "subscriptionType"].map((it) => data.__schema[it]?.name).filter(Boolean);
    if (!location.hash) history.replaceState(null, "", `#${roots[0]}`);
    docs();
  } catch (error) {
    $("docs").replaceChildren(el("p", "said", `The schema cannot be shown: ${error.message}`));
  }
}

function choose() {
  const named = operations($("query").value).map((it) => it[2]).filter(Boolean), former = $("operation").value;
  $("operation").hidden = named.length < 2;
  $("operation").replaceChildren(...named.map((it) => new Option(it, it, false, it === former)));
}

const shown = new URLSearchParams(location.search);
for (const id of ["query", "variables", "headers"]) {
  $(id).value = shown.get(id) ?? store.get(id) ?? (id === "query" ? WELCOME : "");
  // What is in headers is secret in most cases, and nothing that stays in a browser.
  $(id).addEventListener("input", () => (id === "headers" || store.set(id, $(id).value), choose()));
  $(id).addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
    else if (event.key === "Tab" && !event.shiftKey && id === "query") document.execCommand("insertText", false, "  ");
    else return;
    event.preventDefault();
  });
}
$("run").addEventListener("click", run);
$("stop").addEventListener("click", () => running?.abort());
$("headers").addEventListener("change", learn);
$("search").addEventListener("input", docs);
$("history").addEventListener("change", ({ target }) => {
  const it = store.get("history")?.[target.value];
  if (it) [$("query").value, $("variables").value] = [it.query, it.variables];
  target.value = "";
  choose();
});
addEventListener("hashchange", () => (($("search").value = ""), docs()));
former();
choose();
learn();
