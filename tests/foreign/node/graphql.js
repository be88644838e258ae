// What graphql-js says of schemas.
//
//   node graphql.js verdicts KNOWN < schemas.json > verdicts.json
//   node graphql.js printed < schemas.json > printed.json
//
// Schemas are `{"name": "text", …}`. A verdict is `null` where a schema is valid, `"operations"` where a document defines nothing, and
// else what is wrong first. KNOWN holds definitions that schemas may use without having them.
import { readFileSync } from "node:fs";
import { buildASTSchema, Kind, lexicographicSortSchema, parse, print, printSchema, validateSchema } from "graphql";

const EXECUTABLE = new Set([Kind.OPERATION_DEFINITION, Kind.FRAGMENT_DEFINITION]);

function verdict(text, known) {
  let document;
  try {
    document = parse(text);
  } catch (error) {
    return error.message;
  }
  if (document.definitions.every((it) => EXECUTABLE.has(it.kind))) return "operations";
  const defined = new Set(document.definitions.map((it) => `${it.kind} ${it.name?.value}`));
  const added = known.filter((it) => !defined.has(`${it.kind} ${it.name.value}`));
  try {
    const schema = buildASTSchema({ ...document, definitions: [...document.definitions, ...added] });
    return validateSchema(schema)[0]?.message ?? null;
  } catch (error) {
    return error.message;
  }
}

// The schema, sorted, then every directive that is applied, with the coordinate of what it is applied to: printing leaves these out.
function printed(text) {
  const document = parse(text);
  const schema = printSchema(lexicographicSortSchema(buildASTSchema(document, { assumeValidSDL: true })));
  const found = [];
  for (const it of document.definitions) directives(it, it.name?.value ?? "schema", found);
  return `${schema}\n${found.join("\n")}`;
}

function directives(node, coordinate, found) {
  for (const it of node.directives ?? []) found.push(`${coordinate} ${print(it)}`);
  for (const it of [...(node.fields ?? []), ...(node.arguments ?? []), ...(node.values ?? [])]) {
    directives(it, `${coordinate}.${it.name.value}`, found);
  }
  if (coordinate.indexOf(".") < 0) found.sort();
}

const [what, path] = process.argv.slice(2);
const schemas = Object.entries(JSON.parse(readFileSync(0, "utf8")));
const known = path ? parse(readFileSync(path, "utf8")).definitions : [];
const of = what === "printed" ? printed : (text) => verdict(text, known);
process.stdout.write(JSON.stringify(Object.fromEntries(schemas.map(([name, text]) => [name, of(text)]))));
