// What graphql-inspector says of changes: `inspector.js FOLDER`, where `FOLDER/old` is a schema and every other file one that came after.
// Prints a JSON object: of each, the worst that it finds.

import { diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";
import { readdirSync, readFileSync } from "node:fs";

const LEVELS = ["NON_BREAKING", "DANGEROUS", "BREAKING"];
const folder = process.argv[2];
const schema = (name) => buildSchema(readFileSync(`${folder}/${name}`, "utf8"));
const old = schema("old");
const verdicts = {};
for (const name of readdirSync(folder).filter((it) => it !== "old")) {
  const changes = await diff(old, schema(name));
  const worst = Math.max(0, ...changes.map((it) => LEVELS.indexOf(it.criticality.level)));
  verdicts[name] = LEVELS[worst];
}
console.log(JSON.stringify(verdicts));
