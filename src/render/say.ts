/** Takes what `log(..., info=True)`, `print` and `exceptions.warn` say. */
export type Say = (kind: 'log' | 'print' | 'warning', message: string) => void;
