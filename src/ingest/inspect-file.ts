import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { SourceContract } from './contract.js';
import { explainFileError } from './find-files.js';
import type { Header } from './header.js';
import { hasNoRows, headerLimit, readHeader } from './header.js';
import type { ContractMatch } from './match-contract.js';
import { matchContract } from './match-contract.js';

/** A file whose header was read and fits a contract. */
export interface InspectedFile extends ContractMatch {
  /** As the user named it. */
  readonly file: string;
  readonly header: Header;
}

/**
 * Looks at the head of every file before any is loaded. Errors, at most one for each file: those of `readHeader` and
 * `matchContract`, `ingest/no-rows`, `ingest/unreadable`.
 */
export async function inspectFiles(
  files: readonly string[],
  contracts: readonly SourceContract[],
): Promise<Outcome<readonly InspectedFile[]>> {
  const value: InspectedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const found = await inspectFile(file, contracts);
    if ('code' in found) diagnostics.push(found);
    else value.push(found);
  }
  return { value, diagnostics };
}

async function inspectFile(file: string, contracts: readonly SourceContract[]): Promise<InspectedFile | Diagnostic> {
  const head = await readHead(file);
  if ('code' in head) return head;
  const header = readHeader(file, head.bytes, head.isAll);
  if ('code' in header) return header;
  const match = matchContract(file, header.names, contracts);
  if ('code' in match) return match;
  return hasNoRows(head.bytes, header, head.isAll) ? noRows(file) : { ...match, file, header };
}

/** The refusal of a file that holds a header and nothing else. */
export function noRows(file: string): Diagnostic {
  return problem('ingest/no-rows', `${file} has a header and no rows.`, {
    hint: 'If that is right, leave the file out; nothing was loaded.',
  });
}

async function readHead(file: string): Promise<{ bytes: Buffer; isAll: boolean } | Diagnostic> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    const buffer = Buffer.allocUnsafe(headerLimit + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) break;
    }
    return { bytes: buffer.subarray(0, length), isAll: length < buffer.length };
  } catch (error) {
    return explainFileError(file, error);
  } finally {
    await handle?.close();
  }
}
