// Checks Office files against the OpenXML SDK's schemas, offline.
// usage: node validate.mjs FILE... -> one JSON object {FILE: [error, ...]} on stdout
import { readFile } from "node:fs/promises";
import validate, { getFileFormatFromName } from "@ooxml-tools/validate";

const VERSIONS = ["Office2019", "Microsoft365"];

async function errorsOf(path, version) {
  try {
    const found = await validate(await readFile(path), getFileFormatFromName(path), version);
    return found.map(({ description, path: place }) => `${version} ${place.partUri} ${place.xpath}: ${description}`);
  } catch (error) {
    return [`${version} cannot be read: ${error.message ?? error}`];
  }
}

const report = {};
for (const path of process.argv.slice(2)) {
  report[path] = [];
  for (const version of VERSIONS) report[path].push(...(await errorsOf(path, version)));
}
// The .NET runtime keeps the process alive: leave once everything is written.
process.stdout.write(JSON.stringify(report), () => process.exit(0));
