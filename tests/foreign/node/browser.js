// A generated service, as a browser meets it on a page of another origin: `browser.js HOST:PORT DESCRIPTORS PORT CHROMIUM`.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [service, descriptors, port, chromium] = process.argv.slice(2);
const here = new URL(".", import.meta.url).pathname;

/** Where a page finds what Node finds by itself. */
const PACKAGES = {
  "@bufbuild/protobuf": ["", "/codegenv2", "/reflect", "/wire", "/wkt"],
  "@connectrpc/connect": ["", "/protocol", "/protocol-connect", "/protocol-grpc-web"],
  "@connectrpc/connect-web": [""],
};
const esm = ([name, parts]) => parts.map((it) => [name + it, `/node_modules/${name}/dist/esm${it}/index.js`]);
const imports = Object.fromEntries(Object.entries(PACKAGES).flatMap(esm));
imports["grpc-web"] = "/node_modules/grpc-web/index.esm.js";
const page = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script><script type="module" src="/page.js"></script>`;

const answers = {
  "/": () => ["text/html", page],
  "/service": () => ["text/plain", `http://${service}`],
  "/descriptors": () => ["application/octet-stream", Buffer.from(readFileSync(descriptors, "utf8"), "base64")],
};
const file = (path) => ["text/javascript", readFileSync(join(here, path))];

function end(text, failed) {
  console.log(text);
  browser.kill();
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  process.exit(failed);
}

createServer(async (request, response) => {
  if (request.method === "POST") {
    const parts = [];
    for await (const it of request) {
      parts.push(it);
    }
    const { text, failed } = JSON.parse(Buffer.concat(parts).toString());
    end(text, failed === 0 ? 0 : 1);
  }
  try {
    const [media, body] = (answers[request.url] ?? (() => file(request.url)))();
    response.writeHead(200, { "content-type": media }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(port, "127.0.0.1");

const profile = mkdtempSync(join(tmpdir(), "page-"));
// As root, who may be all that there is in a container, it wants no sandbox; the page is ours. It stays while it may be debugged.
const options = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", `--user-data-dir=${profile}`];
const browser = spawn(chromium, [...options, "--enable-logging=stderr", `http://127.0.0.1:${port}/`], { stdio: ["ignore", "ignore", "pipe"] });
let said = "";
browser.stderr.on("data", (it) => { said += it; });
browser.on("exit", () => end(`the browser ended:\n${said}`, 1));
setTimeout(() => end(`the page tells nothing:\n${said}`, 1), 60_000);
