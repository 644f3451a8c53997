import type { BuiltinMacroFile } from '../builtin-macro-file.js';
import { catalog } from './catalog.js';
import { columns } from './columns.js';
import { configuration } from './configuration.js';
import { contracts } from './contracts.js';
import { create } from './create.js';
import { dates } from './dates.js';
import { days } from './days.js';
import type { BuiltinMacro, Topic } from './define.js';
import { documentation } from './documentation.js';
import { freshness } from './freshness.js';
import { genericTests } from './generic-tests.js';
import { grants } from './grants.js';
import { incremental } from './incremental.js';
import { indexes } from './indexes.js';
import { materializedViews } from './materialized-views.js';
import { merge } from './merge.js';
import { naming } from './naming.js';
import { relationSql } from './relation-sql.js';
import { relations } from './relations.js';
import { schemaChanges } from './schema-changes.js';
import { schemas } from './schemas.js';
import { seeds } from './seeds.js';
import { series } from './series.js';
import { snapshotKeys } from './snapshot-keys.js';
import { snapshotSql } from './snapshot-sql.js';
import { snapshotStrategies } from './snapshot-strategies.js';
import { statements } from './statements.js';
import { texts } from './texts.js';
import { unitTests } from './unit-tests.js';
import { values } from './values.js';

const topics: readonly Topic[] = [
  ...[naming, genericTests, unitTests, configuration, statements],
  ...[dates, days, series, texts, values],
  ...[relations, relationSql, create, materializedViews, indexes, columns, contracts],
  ...[schemas, grants, documentation, catalog, freshness],
  ...[incremental, merge, schemaChanges, snapshotKeys, snapshotStrategies, snapshotSql, seeds],
];

/** The macros that every project has: those of `dbt` and those of `dbt_postgres`. */
export const builtinMacroFiles: readonly BuiltinMacroFile[] = topics.flatMap(({ name, macros }) =>
  (['dbt', 'dbt_postgres'] as const).flatMap((inPackage) => fileOf(inPackage, name, macros)),
);

function fileOf(
  inPackage: BuiltinMacro['package'],
  name: string,
  macros: readonly BuiltinMacro[],
): readonly BuiltinMacroFile[] {
  const own = macros.filter((macro) => macro.package === inPackage);
  const text = own.map((macro) => macro.text).join('\n');
  return own.length === 0
    ? []
    : [{ package: inPackage, path: `macros/${name}.sql`, text, names: own.map((macro) => macro.name) }];
}
