/** What became of one file given to `ingest`. The sums close: rowsSeen = accepted + quarantined + pending. */
export interface LoadReport {
  /** As the user named it. */
  readonly file: string;
  readonly sha256: string;
  readonly rowsSeen: number;
  readonly accepted: number;
  readonly quarantined: number;
  /** Rows that wait for others to arrive. */
  readonly pending: number;
  /** True when a file of the same content was loaded before; the counts are those of that load. */
  readonly alreadyLoaded: boolean;
  /** Reason code -> rows. A row with two reasons counts under both. */
  readonly reasons: { readonly [code: string]: number };
  readonly bytes: number;
  readonly ms: number;
}
