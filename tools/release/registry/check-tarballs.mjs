import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { readFile } from 'node:fs/promises';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

// node check-tarballs.mjs <file.tgz> …
//
// What is wrong with packages as npm users get them: publint for manifest and files, attw for types. Prints one line for
// each finding and ends with 1 when there is any. Its two libraries are this folder's, so it lives here.

/** ES modules only: CommonJS reads them by require(esm), and resolvers that know no `exports` are not served. */
const NOT_SERVED = new Set(['node10', 'node16-cjs']);

let findings = 0;
for (const file of process.argv.slice(2)) {
  const bytes = await readFile(file);
  for (const finding of [...(await manifestFindings(bytes)), ...(await typeFindings(bytes))]) {
    findings += 1;
    console.log(`${file.replace(/^.*\//, '')}: ${finding}`);
  }
}
process.exitCode = findings === 0 ? 0 : 1;

/** @param {Buffer} bytes */
async function manifestFindings(bytes) {
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, level: 'warning' });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

/** @param {Buffer} bytes */
async function typeFindings(bytes) {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(bytes)));
  if (!result.types) return ['attw: no types'];
  return result.problems
    .filter((problem) => !NOT_SERVED.has(problem.resolutionKind ?? problem.resolutionOption))
    .map((problem) => `attw: ${problem.kind} ${JSON.stringify(problem)}`);
}
