// Runs functions one by one and tells how each ended.

/** A line a check, and how many failed. */
export async function outcomes(checks) {
  const lines = [];
  let failed = 0;
  for (const [name, check] of checks) {
    try {
      await check();
      lines.push(`ok      ${name}`);
    } catch (error) {
      failed += 1;
      lines.push(`FAILED  ${name}\n${error?.stack ?? error}`);
    }
  }
  lines.push(`${checks.length - failed} passed, ${failed} failed`);
  return { text: lines.join("\n"), failed };
}

/** Says so, and ends the program. */
export async function run(checks) {
  const { text, failed } = await outcomes(checks);
  console.log(text);
  process.exit(failed === 0 ? 0 : 1);
}

function written(value) {
  const of = (_, it) => (typeof it === "bigint" ? `${it}n` : it instanceof Uint8Array ? [...it] : it);
  return JSON.stringify(value, of);
}

export function same(actual, expected) {
  if (written(actual) !== written(expected)) {
    throw new Error(`${written(actual)} is not ${written(expected)}`);
  }
}
