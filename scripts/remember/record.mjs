// What passed, and in which state of everything it depends on: .cache/tests.json.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Test file -> fingerprint and counts of its last full pass. Empty when there is no record, or one that is not ours. */
export function readRecord(path) {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8'))));
  } catch {
    return new Map();
  }
}

/**
 * The record after a run: a file that passed counts for the state that it had before the run, if it still has it after.
 * A file that did not pass is forgotten, as is one that is no more; what did not run stays.
 */
export function updateRecord(record, results, before, after) {
  const next = new Map([...record].filter(([file]) => after.has(file)));
  for (const [file, { passed, failed, skipped, complete }] of Object.entries(results)) {
    const fingerprint = before.get(file);
    if (complete && failed === 0 && fingerprint !== undefined && fingerprint === after.get(file))
      next.set(file, { fingerprint, passed, skipped });
    else next.delete(file);
  }
  return next;
}

/** Written beside and renamed, so that an end in the middle leaves the old record. */
export function writeRecord(path, record) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(Object.fromEntries([...record].sort()), undefined, 1)}\n`);
  renameSync(draft, path);
}

/** Which files of the suite have passed exactly as they are now. */
export function unchanged(record, fingerprints) {
  return [...fingerprints]
    .filter(([file, fingerprint]) => record.get(file)?.fingerprint === fingerprint)
    .map(([file]) => file);
}
