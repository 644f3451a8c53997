import type { LoadReport } from '../core/load-report.js';

/** Told while files are loaded; the command line shows it. */
export type IngestProgress =
  | {
      readonly kind: 'reading';
      readonly file: string;
      /** `hash` is the first pass over the file, `copy` the second. */
      readonly pass: 'hash' | 'copy';
      readonly bytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: 'checking'; readonly file: string; readonly rows: number }
  | { readonly kind: 'waiting'; readonly file: string; readonly target: string }
  | { readonly kind: 'loaded'; readonly report: LoadReport };

export type OnProgress = (progress: IngestProgress) => void;
