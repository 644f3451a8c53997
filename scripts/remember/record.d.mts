interface Passed {
  readonly fingerprint: string;
  readonly passed: number;
  readonly skipped: number;
}
interface Result {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly complete: boolean;
}
type Record = ReadonlyMap<string, Passed>;
type Fingerprints = ReadonlyMap<string, string>;

export function readRecord(path: string): Record;
export function updateRecord(
  record: Record,
  results: { readonly [file: string]: Result },
  before: Fingerprints,
  after: Fingerprints,
): Record;
export function writeRecord(path: string, record: Record): void;
export function unchanged(record: Record, fingerprints: Fingerprints): readonly string[];
