import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes a dbt project of `models` models below `root`: a tenth of them staging models over sources, the rest in layers
 * with one to four refs each. Six in ten have a `config()` call, a fifth loops or branches, one in seven reads a
 * variable, one in ten calls a macro of the project (one macro for twenty models); each is described in YAML with columns,
 * two of three with tests. The same number gives the same project.
 */
export function writeProject(root: string, models: number): void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('dbt_project.yml', projectYaml);
  write('profiles.yml', profilesYaml);
  const staging = Math.max(1, Math.floor(models / 10));
  write('models/sources.yml', sourcesYaml(staging));
  const macros = Math.max(1, Math.floor(models / 20));
  for (let index = 0; index < macros; index += 1) write(`macros/convert_${String(index)}.sql`, macroSql(index));
  for (let index = 0; index < models; index += 1) {
    write(`${folderOf(index, staging)}/${nameOf(index, staging)}.sql`, modelSql(index, staging, macros));
  }
  const perFile = 10;
  for (let start = 0; start < models; start += perFile) {
    const indexes = Array.from({ length: Math.min(perFile, models - start) }, (_, offset) => start + offset);
    const entries = indexes.map((index) => entryYaml(index, staging)).join('');
    write(
      `${folderOf(start, staging)}/_properties_${String(start / perFile)}.yml`,
      `version: 2\n\nmodels:\n${entries}`,
    );
  }
}

const projectYaml = `name: bench
version: '1.0'
config-version: 2
profile: bench
vars:
  start_date: '2020-01-01'
models:
  bench:
    staging:
      +materialized: view
    layers:
      +materialized: table
      +tags: ['nightly']
`;

const profilesYaml = `bench:
  target: dev
  outputs:
    dev:
      type: postgres
      host: 127.0.0.1
      port: 5432
      user: bench
      password: bench
      dbname: bench
      schema: bench
      threads: 4
`;

function sourcesYaml(staging: number): string {
  const tables = Array.from({ length: staging }, (_, index) => `      - name: raw_${String(index)}\n`).join('');
  return `version: 2\n\nsources:\n  - name: shop\n    schema: raw\n    tables:\n${tables}`;
}

function macroSql(index: number): string {
  return `{% macro convert_${String(index)}(column, scale=100) %}
  ({{ column }} / {{ scale }})::numeric(16, 2)
{% endmacro %}
`;
}

function nameOf(index: number, staging: number): string {
  return index < staging ? `stg_${String(index)}` : `model_${String(index)}`;
}

function folderOf(index: number, staging: number): string {
  return index < staging ? 'models/staging' : `models/layers/l${String(index % 20)}`;
}

function modelSql(index: number, staging: number, macros: number): string {
  const config = index % 10 < 6 ? `{{ config(materialized='${index % 3 === 0 ? 'table' : 'view'}') }}\n\n` : '';
  if (index < staging) {
    return `${config}select\n    id,\n    amount,\n    created_at\nfrom {{ source('shop', 'raw_${String(index)}') }}\n`;
  }
  const parents = Array.from({ length: 1 + (index % 4) }, (_, nth) => parentOf(index, nth));
  const ctes = [...new Set(parents)].map(
    (parent, nth) => `p${String(nth)} as (\n    select * from {{ ref('${nameOf(parent, staging)}') }}\n)`,
  );
  return `${config}with ${ctes.join(',\n')}\n\nselect\n    p0.id,\n${columns(index, macros)}    p0.created_at\nfrom p0\n${where(index)}`;
}

/** Any earlier model; multiplied by a prime, so that refs reach far and near. */
function parentOf(index: number, nth: number): number {
  return (index * 7919 + nth * 104_729) % index;
}

function columns(index: number, macros: number): string {
  if (index % 5 === 0) {
    return `    {% for kind in ['new', 'paid', 'sent'] %}\n    count(*) filter (where kind = '{{ kind }}') as {{ kind }}_count,\n    {% endfor %}\n`;
  }
  return index % 10 === 1
    ? `    {{ convert_${String(index % macros)}('p0.amount') }} as amount,\n`
    : '    p0.amount,\n';
}

function where(index: number): string {
  return index % 7 === 0 ? `where p0.created_at >= '{{ var("start_date") }}'\n` : '';
}

function entryYaml(index: number, staging: number): string {
  const tests = index % 3 === 2 ? '' : '        data_tests:\n          - not_null\n          - unique\n';
  return `  - name: ${nameOf(index, staging)}
    description: What model ${String(index)} holds, in a sentence of some length.
    columns:
      - name: id
        description: The key.
${tests}      - name: amount
        description: In the shop's currency.
      - name: created_at
        description: When it was made.
`;
}
