/** One file of the macros that every project has, as dbt's own packages lay them out. */
export interface BuiltinMacroFile {
  readonly package: 'dbt' | 'dbt_postgres';
  /** As the manifest gives it: `macros/generic_test_sql/unique.sql`. */
  readonly path: string;
  readonly text: string;
  /** Of its macros, in the order of the text. */
  readonly names: readonly string[];
}
