/** One line of masked SQL: no token reaches over its end. */
export interface Line {
  readonly indent: number;
  readonly text: string;
}
