// What buf says of a schema: `lint.js FOLDER`. Nothing is well.

import { spawnSync } from "node:child_process";

const program = new URL("node_modules/.bin/buf", import.meta.url).pathname;
for (const asked of [["lint"], ["format", "--diff", "--exit-code"]]) {
  const { status, stdout, stderr, error } = spawnSync(program, [...asked, process.argv[2]]);
  if (error || status !== 0) {
    console.log(`buf ${asked[0]}: ${error ?? ""}${stdout}${stderr}`);
    process.exitCode = 1;
  }
}
