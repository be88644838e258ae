// A generated service, as the client of grpc/grpc-web meets it: `grpc_web.js HOST:PORT DESCRIPTORS`.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { run } from "./checks.js";
import { described } from "./library.js";
import { checksOf } from "./library_by_grpc_web.js";

const require = createRequire(import.meta.url);
// It is made for browsers.
globalThis.XMLHttpRequest = require("xhr2");
const { Library } = described(Buffer.from(readFileSync(process.argv[3], "utf8"), "base64"));
await run(checksOf(require("grpc-web"), Library, `http://${process.argv[2]}`));
