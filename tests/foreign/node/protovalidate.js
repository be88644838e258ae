// What `@bufbuild/protovalidate` says of random and boundary values of every message in a FileDescriptorSet.
//
//   node protovalidate.js DESCRIPTORS COUNT SEED > verdicts.tsv
//
// A line a value: the message's file and name, the value in base64, and `valid`, `error`, or the ids of the rules it breaks.
import { readFileSync } from "node:fs";
import { create, createFileRegistry, fromBinary, getOption, hasOption, ScalarType, toBinary } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { createValidator } from "@bufbuild/protovalidate";

const [path, count, seed] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(path)));
const fieldRules = registry.getExtension("buf.validate.field");
const validator = createValidator({ registry });

// mulberry32: the same values for the same seed.
let state = Number(seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let it = Math.imul(state ^ (state >>> 15), 1 | state);
  it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
  return ((it ^ (it >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (all) => all[below(all.length)];

const TEXTS = [
  "", "a", "foo", "bar", "baz", "quux", "foobar", "barfoo", "x@y.z", "foo@example.com", "a b@c", "foo@", "example.com", "example.com.", "-a.b", "a_b.c",
  "1.2.3", "127.0.0.1", "256.0.0.1", "01.2.3.4", "::1", "fe80::1%en0", "::ffff:1.2.3.4", "[::1]:80", "localhost:8080", "a:65536", "a:080",
  "10.0.0.0/8", "10.0.0.1/8", "127.0.0.1/33", "2001:db8::/32", "2001:db8::1/32", "https://example.com/foo?bar#baz", "https://[::1%25x]/", "//a", "./foo",
  "a b", "http://%zz", "urn:a:b", "12345678-1234-1234-1234-123456789abc", "123456781234123412341234567890ab", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "a.b.C", ".a.b",
  ":method", "x-header", "x\u0000", "x\ny", "é", "💩", "ééé", "\u007f", "abcdefghijklmnopqrstuvwxyz", "FOO", "1", "3.5", "A".repeat(64) + ".b", "a".repeat(300),
];
const WHOLE = [0, 1, -1, 2, 3, 4, 5, 8, 10, 42, 100, 256, -5, -100, 2147483647, -2147483648];
const DOUBLES = [0, 1, -1, 0.5, 1.5, 3, 5, 10, NaN, Infinity, -Infinity, -0, 1e300];
const URLS = ["", "type.googleapis.com/google.protobuf.Duration", "type.googleapis.com/google.protobuf.Timestamp", "a/b"];

// Every number and text in a field's rules: values are taken from beside them.
function constants(message, into = { numbers: [], texts: [], bytes: [], messages: [] }) {
  if (message.$unknown === undefined && message.$typeName === undefined) return into;
  for (const [key, it] of Object.entries(message)) if (!key.startsWith("$")) collect(it, into);
  for (const it of message.$unknown ?? []) if (it.wireType === 0 || it.wireType === 2) into.numbers.push(BigInt(it.data[0] ?? 0));
  return into;
}
function collect(it, into) {
  if (typeof it === "number" || typeof it === "bigint") into.numbers.push(it);
  else if (typeof it === "string") into.texts.push(it);
  else if (it instanceof Uint8Array) into.bytes.push(it);
  else if (Array.isArray(it)) it.forEach((one) => collect(one, into));
  else if (it && typeof it === "object") {
    if (it.$typeName === "google.protobuf.Duration" || it.$typeName === "google.protobuf.Timestamp") into.messages.push(it);
    if ("case" in it) collect(it.value, into);
    else constants(it, into);
  }
}

function whole(hint, low, high) {
  const beside = hint.numbers.map((it) => BigInt(Math.trunc(Number.isFinite(Number(it)) ? Number(it) : 0)) + BigInt(pick([-1, 0, 0, 1])));
  const all = beside.length && random() < 0.7 ? beside : WHOLE.map(BigInt);
  const it = pick([...all, ...(random() < 0.1 ? [low, high] : [])]);
  return it < low ? low : it > high ? high : it;
}
function text(hint) {
  const { texts, numbers } = hint;
  const way = random();
  if (texts.length && way < 0.45) {
    const it = pick(texts);
    return pick([it, it, it + "x", "x" + it, it.slice(1), it.toUpperCase(), `x${it}x`, it + ".y"]);
  }
  const length = numbers.map(Number).filter((it) => it >= 0 && it < 500);
  if (length.length && way < 0.8) return pick(["a", "é", "💩", "1", "A"]).repeat(Math.max(0, pick(length) + pick([-1, 0, 0, 1])));
  return pick(TEXTS);
}
function bytes(hint) {
  const way = random();
  if (hint.bytes.length && way < 0.5) {
    const it = pick(hint.bytes);
    return pick([it, it, new Uint8Array([...it, 1]), new Uint8Array([1, ...it]), it.slice(1)]);
  }
  const length = hint.numbers.map(Number).filter((it) => it >= 0 && it < 500);
  if (length.length && way < 0.8) return new Uint8Array(Math.max(0, pick(length) + pick([-1, 0, 1]))).fill(pick([0, 65, 255]));
  return pick([new Uint8Array(below(20)), new TextEncoder().encode(pick(TEXTS))]);
}

function scalar(type, hint) {
  const wide = (low, high) => whole(hint, low, high);
  switch (type) {
    case ScalarType.BOOL: return random() < 0.5;
    case ScalarType.STRING: return text(hint);
    case ScalarType.BYTES: return bytes(hint);
    case ScalarType.FLOAT: case ScalarType.DOUBLE: {
      const beside = hint.numbers.map((it) => Number(it) + pick([-1, -0.5, 0, 0, 0.5, 1]));
      const it = beside.length && random() < 0.7 ? pick(beside) : pick(DOUBLES);
      return type === ScalarType.FLOAT && Number.isFinite(it) ? Math.max(-3e38, Math.min(3e38, Math.fround(it))) : it;
    }
    case ScalarType.INT32: case ScalarType.SINT32: case ScalarType.SFIXED32: return Number(wide(-(2n ** 31n), 2n ** 31n - 1n));
    case ScalarType.UINT32: case ScalarType.FIXED32: return Number(wide(0n, 2n ** 32n - 1n));
    case ScalarType.UINT64: case ScalarType.FIXED64: return wide(0n, 2n ** 64n - 1n);
    default: return wide(-(2n ** 63n), 2n ** 63n - 1n);
  }
}

function enumNumber(desc, hint) {
  const listed = desc.values.map((it) => it.number);
  const others = desc.open ? [...WHOLE.slice(0, 6), ...hint.numbers.map((it) => Number(it) + pick([0, 1]))].filter((it) => it > -2147483648 && it < 2147483648) : [];
  return pick([...listed, ...others.map(Math.trunc)]);
}

function moment(name, hint) {
  const now = Math.trunc(Date.now() / 1000);
  const near = hint.messages.map((it) => [it.seconds + BigInt(pick([-1, 0, 0, 1])), pick([it.nanos, it.nanos, 0])]);
  const far = name === "google.protobuf.Duration"
    ? [0, 1, -1, 3600, 5].map((it) => [BigInt(it), 0])
    : [0, 1, -1, now - 86400 * 400, now + 86400 * 400, now - 600, now + 600].map((it) => [BigInt(it), 0]);
  const [seconds, nanos] = near.length && random() < 0.7 ? pick(near) : pick(far);
  // Of one sign, as the type wants it.
  return { seconds, nanos: seconds < 0n && name.endsWith("Duration") && nanos > 0 ? 0 : nanos };
}

function fill(desc, hint, depth) {
  const message = create(desc);
  const to = reflect(desc, message);
  switch (desc.typeName) {
    case "google.protobuf.Timestamp": case "google.protobuf.Duration":
      return Object.assign(message, moment(desc.typeName, hint));
    case "google.protobuf.FieldMask":
      message.paths = Array.from({ length: below(3) }, () => pick([...hint.texts, ...hint.texts.map((it) => it + ".x"), "a", "a.b"]));
      return message;
    case "google.protobuf.Any":
      message.typeUrl = pick([...hint.texts, ...URLS]);
      return message;
  }
  for (const field of desc.fields) {
    if (random() < 0.2 && depth > 0 || random() < 0.15) continue;
    // The later member of a oneof would take the place of the former.
    if (field.oneof && !field.proto.proto3Optional && random() < 0.5) continue;
    const own = hasOption(field, fieldRules) ? constants(getOption(field, fieldRules)) : { numbers: [], texts: [], bytes: [], messages: [] };
    const of = desc.typeName.startsWith("google.protobuf.") ? hint : own;
    const one = (kind, type) => kind === "scalar" ? scalar(type, of) : kind === "enum" ? enumNumber(type, of) : depth > 3 ? undefined : reflect(type, fill(type, of, depth + 1));
    const many = () => below(pick([2, 4, 7]));
    if (field.fieldKind === "list") {
      const list = to.get(field);
      for (let n = many(); n > 0; n--) {
        const it = one(field.listKind, field.scalar ?? field.enum ?? field.message);
        if (it !== undefined) list.add(it);
      }
    } else if (field.fieldKind === "map") {
      const map = to.get(field);
      for (let n = many(); n > 0; n--) {
        const it = one(field.mapKind, field.scalar ?? field.enum ?? field.message);
        if (it !== undefined) map.set(scalar(field.mapKey, of), it);
      }
    } else {
      const it = one(field.fieldKind, field.scalar ?? field.enum ?? field.message);
      if (it !== undefined) to.set(field, it);
    }
  }
  return message;
}

const wanted = (file) => !/^(google|buf\/validate\/validate)/.test(file.name);
const lines = [];
for (const file of registry.files) {
  if (!wanted(file)) continue;
  const open = [...file.messages];
  while (open.length) {
    const desc = open.shift();
    open.push(...desc.nestedMessages);
    for (let n = 0; n < Number(count); n++) {
      let sent;
      try {
        sent = toBinary(desc, n === 0 ? create(desc) : fill(desc, { numbers: [], texts: [], bytes: [], messages: [] }, 0));
      } catch {
        continue; // Not a value that can be sent: a required field of proto2 is missing.
      }
      // What is judged is what is received.
      const found = validator.validate(desc, fromBinary(desc, sent));
      const verdict = found.kind === "invalid" ? [...new Set(found.violations.map((it) => it.ruleId))].sort().join("|") : found.kind;
      lines.push([file.name + ".proto", desc.typeName, Buffer.from(sent).toString("base64"), verdict.replace(/[\t\n]/g, " ")].join("\t"));
    }
  }
}
process.stdout.write(lines.join("\n") + "\n");
