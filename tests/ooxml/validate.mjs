// Reads one path a line, writes one JSON line a path: {"errors": [{part, xpath, text}, …]} or {"broken": "why"}.
// One process serves a whole test run, because the SDK takes seconds to start.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import validate, { getFileFormatFromName } from "@ooxml-tools/validate";

async function answer(path) {
  try {
    const errors = await validate(await readFile(path), getFileFormatFromName(path), "Microsoft365");
    return { errors: errors.map((e) => ({ part: e.path.partUri, xpath: e.path.xpath, text: e.description })) };
  } catch (error) {
    return { broken: error.message.split("\n")[0] };
  }
}

for await (const path of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await answer(path)) + "\n");
}
