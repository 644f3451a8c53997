/** Takes what `log(..., info=True)`, `print` and `exceptions.warn` say. */
export type Say = (kind: 'log' | 'warning', message: string) => void;
