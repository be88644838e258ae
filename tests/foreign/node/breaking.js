// What `buf breaking` says of changes: `breaking.js FOLDER`, where `FOLDER/old` is a version and every other folder one that came after.
// Prints a JSON object: of each, the categories that it breaks.

import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";

const program = new URL("node_modules/.bin/buf", import.meta.url).pathname;
const folder = process.argv[2];
const waiting = readdirSync(folder).filter((it) => it !== "old");
const verdicts = {};

/** Whether a change breaks a category. */
function breaks(name, category) {
  const config = JSON.stringify({ version: "v2", breaking: { use: [category] } });
  const asked = ["breaking", `${folder}/${name}`, "--against", `${folder}/old`, "--config", config, "--against-config", config];
  return new Promise((resolve, reject) => {
    execFile(program, asked, (error, stdout, stderr) => {
      if (error && error.code !== 100) {
        reject(new Error(`${name}: ${stderr}${stdout}`));
      }
      resolve(error !== null);
    });
  });
}

async function work() {
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    verdicts[name] = [];
    // Each has all rules of the one after it.
    for (const category of ["FILE", "WIRE_JSON", "WIRE"]) {
      if (!(await breaks(name, category))) {
        break;
      }
      verdicts[name].unshift(category);
    }
  }
}

await Promise.all([work(), work()]);
console.log(JSON.stringify(verdicts));
