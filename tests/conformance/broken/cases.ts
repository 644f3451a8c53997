/** A small project, most often with a mistake in it, and what both are asked to do with it. */
export interface BrokenProject {
  readonly name: string;
  /** Beside a sound dbt_project.yml and models/a.sql; a file given here takes their place. */
  readonly files: Readonly<Record<string, string>>;
  /** `parse` unless it says otherwise: the mistake may show only when a node is compiled or selected. */
  readonly command?: readonly string[];
  /** Where jiggy is meant to judge otherwise than dbt, and why. */
  readonly because?: string;
}

const LS = ['ls', '--select'];

/** Mistakes in references and names. */
const NAMES: readonly BrokenProject[] = [
  { name: 'sound', files: {} },
  { name: 'unknown ref', files: { 'models/b.sql': "select * from {{ ref('nowhere') }}" } },
  { name: 'unknown source', files: { 'models/b.sql': "select * from {{ source('no', 'where') }}" } },
  {
    name: 'unknown table of a known source',
    files: {
      'models/s.yml': 'sources: [{name: s, tables: [{name: t}]}]',
      'models/b.sql': "select * from {{ source('s', 'other') }}",
    },
  },
  {
    name: 'cycle of models',
    files: { 'models/b.sql': "select * from {{ ref('c') }}", 'models/c.sql': "select * from {{ ref('b') }}" },
    command: [...LS, 'a'],
  },
  {
    name: 'a model that refers to itself',
    files: { 'models/b.sql': "select * from {{ ref('b') }}" },
    command: [...LS, 'a'],
  },
  { name: 'two models of one name', files: { 'models/x/a.sql': 'select 1', 'models/y/a.sql': 'select 1' } },
  { name: 'model and seed of one name', files: { 'seeds/a.csv': 'x\n1\n' } },
  { name: 'two models with one alias', files: { 'models/b.sql': "{{ config(alias='a') }} select 1" } },
  {
    name: 'two models with one alias in two schemas',
    files: { 'models/b.sql': "{{ config(alias='a', schema='x') }} select 1" },
  },
  {
    name: 'ref of a disabled model',
    files: { 'models/b.sql': '{{ config(enabled=false) }} select 1', 'models/c.sql': "select * from {{ ref('b') }}" },
  },
  {
    name: 'ref in another package that is not there',
    files: { 'models/b.sql': "select * from {{ ref('other', 'a') }}" },
  },
  { name: 'ref with too many arguments', files: { 'models/b.sql': "select * from {{ ref('a', 'b', 'c') }}" } },
  { name: 'ref without arguments', files: { 'models/b.sql': 'select * from {{ ref() }}' } },
  { name: 'source with one argument', files: { 'models/b.sql': "select * from {{ source('s') }}" } },
  { name: 'ref of a number', files: { 'models/b.sql': 'select * from {{ ref(1) }}' } },
  {
    name: 'exposure of an unknown model',
    files: {
      'models/e.yml':
        "exposures: [{name: e, type: dashboard, owner: {name: n, email: e@x.org}, depends_on: [ref('nowhere')]}]",
    },
  },
  {
    name: 'two sources of one name',
    files: {
      'models/s.yml': 'sources: [{name: s, tables: [{name: t}]}]',
      'models/t.yml': 'sources: [{name: s, tables: [{name: t}]}]',
    },
  },
  {
    name: 'two exposures of one name',
    files: {
      'models/e.yml':
        'exposures: [{name: e, type: dashboard, owner: {name: n, email: e@x.org}}, {name: e, type: dashboard, owner: {name: n, email: e@x.org}}]',
    },
  },
  {
    name: 'two macros of one name',
    files: { 'macros/m.sql': '{% macro m() %}{% endmacro %}{% macro m() %}{% endmacro %}' },
  },
  {
    name: 'two docs blocks of one name',
    files: { 'models/d.md': '{% docs d %}x{% enddocs %}', 'models/e.md': '{% docs d %}y{% enddocs %}' },
  },
  {
    name: 'model described twice',
    files: { 'models/a.yml': 'models: [{name: a}]', 'models/b.yml': 'models: [{name: a}]' },
  },
];

/** Mistakes in groups, access, versions and contracts. */
const GOVERNANCE: readonly BrokenProject[] = [
  {
    name: 'ref of a private model from outside its group',
    files: {
      'models/g.yml':
        'groups: [{name: g, owner: {name: n, email: e@x.org}}]\nmodels: [{name: a, config: {group: g, access: private}}]',
      'models/b.sql': "select * from {{ ref('a') }}",
    },
  },
  {
    name: 'private model without a group',
    files: { 'models/g.yml': 'models: [{name: a, config: {access: private}}]' },
  },
  { name: 'unknown access', files: { 'models/g.yml': 'models: [{name: a, access: secret}]' } },
  { name: 'unknown group', files: { 'models/g.yml': 'models: [{name: a, config: {group: nobody}}]' } },
  { name: 'group without owner', files: { 'models/g.yml': 'groups: [{name: g}]' } },
  {
    name: 'two groups of one name',
    files: { 'models/g.yml': 'groups: [{name: g, owner: {email: e@x.org}}, {name: g, owner: {email: e@x.org}}]' },
  },
  {
    name: 'version without a file',
    files: { 'models/v.yml': 'models: [{name: v, latest_version: 1, versions: [{v: 1}]}]' },
  },
  {
    name: 'ref of a version that is not there',
    files: {
      'models/v.yml': 'models: [{name: v, latest_version: 1, versions: [{v: 1}]}]',
      'models/v_v1.sql': 'select 1',
      'models/b.sql': "select * from {{ ref('v', v=3) }}",
    },
  },
  {
    name: 'latest version that is not there',
    files: {
      'models/v.yml': 'models: [{name: v, latest_version: 4, versions: [{v: 1}]}]',
      'models/v_v1.sql': 'select 1',
    },
  },
  {
    name: 'one version twice',
    files: { 'models/v.yml': 'models: [{name: v, versions: [{v: 1}, {v: 1}]}]', 'models/v_v1.sql': 'select 1' },
  },
  {
    name: 'contract without columns',
    files: { 'models/c.yml': 'models: [{name: a, config: {contract: {enforced: true}}}]' },
  },
  {
    name: 'contract with a column without type',
    files: { 'models/c.yml': 'models: [{name: a, config: {contract: {enforced: true}}, columns: [{name: id}]}]' },
  },
  {
    name: 'unknown kind of constraint',
    files: {
      'models/c.yml':
        'models: [{name: a, config: {contract: {enforced: true}}, columns: [{name: id, data_type: int, constraints: [{type: nonsense}]}]}]',
    },
  },
];

/** Mistakes in YAML and in the project's own files. */
const YAML: readonly BrokenProject[] = [
  { name: 'YAML that is none', files: { 'models/s.yml': 'models: [{name: a' } },
  { name: 'YAML with a tabulator', files: { 'models/s.yml': 'models:\n\t- name: a\n' } },
  { name: 'models that are no list', files: { 'models/s.yml': 'models: {name: a}' } },
  { name: 'model without a name', files: { 'models/s.yml': 'models: [{description: x}]' } },
  { name: 'name that is a number', files: { 'models/s.yml': 'models: [{name: 5}]' } },
  { name: 'description that is a list', files: { 'models/s.yml': 'models: [{name: a, description: [x]}]' } },
  { name: 'columns without name', files: { 'models/s.yml': 'models: [{name: a, columns: [{description: x}]}]' } },
  { name: 'unknown key of a model', files: { 'models/s.yml': 'models: [{name: a, nonsense: 1}]' } },
  { name: 'unknown key of a file', files: { 'models/s.yml': 'nonsense: [{name: a}]' } },
  { name: 'description of a model that is not there', files: { 'models/s.yml': 'models: [{name: nowhere}]' } },
  { name: 'empty file of properties', files: { 'models/s.yml': '' } },
  { name: 'version 3', files: { 'models/s.yml': 'version: 3\nmodels: [{name: a}]' } },
  { name: 'project without name', files: { 'dbt_project.yml': "profile: t\nversion: '1.0.0'\n" } },
  { name: 'project with a bad name', files: { 'dbt_project.yml': "name: a-b\nprofile: t\nversion: '1.0.0'\n" } },
  {
    name: 'unknown key of the project',
    files: { 'dbt_project.yml': "name: t\nprofile: t\nversion: '1.0.0'\nnonsense: 1\n" },
  },
  {
    name: 'project for another dbt',
    files: { 'dbt_project.yml': "name: t\nprofile: t\nversion: '1.0.0'\nrequire-dbt-version: '<1.0.0'\n" },
  },
  { name: 'unknown profile', files: { 'dbt_project.yml': "name: t\nprofile: nobody\nversion: '1.0.0'\n" } },
  { name: 'unknown target', files: {}, command: ['parse', '--target', 'nowhere'] },
  { name: 'packages that are not installed', files: { 'packages.yml': 'packages: [{local: ../elsewhere}]' } },
  { name: 'source without name', files: { 'models/s.yml': 'sources: [{tables: [{name: t}]}]' } },
  {
    name: 'bad freshness',
    files: {
      'models/s.yml': 'sources: [{name: s, freshness: {warn_after: {count: 1, period: eon}}, tables: [{name: t}]}]',
    },
  },
  {
    name: 'exposure of an unknown type',
    files: { 'models/e.yml': 'exposures: [{name: e, type: nonsense, owner: {name: n}}]' },
  },
  { name: 'exposure without owner', files: { 'models/e.yml': 'exposures: [{name: e, type: dashboard}]' } },
  { name: 'unknown docs block', files: { 'models/s.yml': `models: [{name: a, description: "{{ doc('nowhere') }}"}]` } },
  { name: 'config that is no mapping', files: { 'models/s.yml': 'models: [{name: a, config: 1}]' } },
  {
    name: 'severity of a test',
    files: {
      'models/s.yml': 'models: [{name: a, columns: [{name: id, data_tests: [{unique: {config: {severity: fatal}}}]}]}]',
    },
  },
];

/** Mistakes in templates. */
const TEMPLATES: readonly BrokenProject[] = [
  { name: 'tag that is not closed', files: { 'models/b.sql': 'select {{ 1' } },
  { name: 'if without endif', files: { 'models/b.sql': '{% if true %} select 1' } },
  { name: 'endif without if', files: { 'models/b.sql': 'select 1 {% endif %}' } },
  { name: 'unknown tag', files: { 'models/b.sql': '{% nonsense %}' } },
  { name: 'unknown filter', files: { 'models/b.sql': 'select {{ 1 | nonsense }}' } },
  { name: 'undefined name printed', files: { 'models/b.sql': 'select {{ nonsense }}' } },
  { name: 'undefined name called', files: { 'models/b.sql': 'select {{ nonsense() }}' } },
  { name: 'attribute of an undefined name', files: { 'models/b.sql': 'select {{ nonsense.a.b }}' } },
  { name: 'macro of an unknown package', files: { 'models/b.sql': 'select {{ other.m() }}' } },
  {
    name: 'macro with too many arguments',
    files: { 'macros/m.sql': '{% macro m(a) %}{{ a }}{% endmacro %}', 'models/b.sql': 'select {{ m(1, 2) }}' },
  },
  {
    name: 'macro with an unknown argument',
    files: { 'macros/m.sql': '{% macro m(a) %}{{ a }}{% endmacro %}', 'models/b.sql': 'select {{ m(b=2) }}' },
  },
  {
    name: 'macro with too few arguments',
    files: { 'macros/m.sql': '{% macro m(a) %}{{ a }}{% endmacro %}', 'models/b.sql': 'select {{ m() }}' },
  },
  { name: 'macro that is not closed', files: { 'macros/m.sql': '{% macro m(a) %}{{ a }}' } },
  {
    name: 'macro that calls itself without end',
    files: { 'macros/m.sql': '{% macro m() %}{{ m() }}{% endmacro %}', 'models/b.sql': 'select {{ m() }}' },
  },
  { name: 'dispatch of an unknown macro', files: { 'models/b.sql': "select {{ adapter.dispatch('nowhere')() }}" } },
  { name: 'error that a template raises', files: { 'models/b.sql': "{{ exceptions.raise_compiler_error('no') }}" } },
  { name: 'warning that a template raises', files: { 'models/b.sql': "{{ exceptions.warn('hm') }} select 1" } },
  {
    name: 'environment variable that is not set',
    files: { 'models/b.sql': "select {{ env_var('NO_SUCH_VARIABLE_HERE') }}" },
  },
  { name: 'secret in a model', files: { 'models/b.sql': "select {{ env_var('DBT_ENV_SECRET_X', 'y') }}" } },
  { name: 'variable that is not set', files: { 'models/b.sql': "select {{ var('nowhere') }}" } },
  { name: 'division by zero', files: { 'models/b.sql': 'select {{ 1 / 0 }}' } },
  { name: 'text and number added', files: { 'models/b.sql': "select {{ 'a' + 1 }}" } },
  { name: 'unknown materialization', files: { 'models/b.sql': "{{ config(materialized='nonsense') }} select 1" } },
  { name: 'unknown config key', files: { 'models/b.sql': '{{ config(nonsense=1) }} select 1' } },
  { name: 'config required and not there', files: { 'models/b.sql': "select {{ config.require('nowhere') }}" } },
  {
    name: 'hook with an undefined name',
    files: { 'models/b.sql': '{{ config(post_hook="select {{ nonsense() }}") }} select 1' },
  },
  { name: 'materialized as a number', files: { 'models/b.sql': '{{ config(materialized=1) }} select 1' } },
  { name: 'return outside a macro', files: { 'models/b.sql': '{{ return(1) }}' } },
  { name: 'tags as a number', files: { 'models/b.sql': '{{ config(tags=1) }} select 1' } },
  { name: 'enabled as a text', files: { 'models/b.sql': "{{ config(enabled='maybe') }} select 1" } },
];

/** Mistakes in tests, seeds, snapshots and unit tests. */
const OTHERS: readonly BrokenProject[] = [
  { name: 'unknown generic test', files: { 'models/s.yml': 'models: [{name: a, data_tests: [nonsense]}]' } },
  {
    name: 'generic test with an unknown argument',
    files: {
      'models/s.yml': 'models: [{name: a, columns: [{name: id, data_tests: [{unique: {arguments: {nonsense: 1}}}]}]}]',
    },
  },
  {
    name: 'generic test without a needed argument',
    files: { 'models/s.yml': 'models: [{name: a, columns: [{name: id, data_tests: [accepted_values]}]}]' },
  },
  {
    name: 'generic test of an unknown package',
    files: { 'models/s.yml': 'models: [{name: a, data_tests: [other.nonsense]}]' },
  },
  {
    name: 'relationships to an unknown model',
    files: {
      'models/s.yml':
        "models: [{name: a, columns: [{name: id, data_tests: [{relationships: {arguments: {to: ref('nowhere'), field: id}}}]}]}]",
    },
  },
  { name: 'tests that are no list', files: { 'models/s.yml': 'models: [{name: a, data_tests: 1}]' } },
  {
    name: 'test with two names',
    files: { 'models/s.yml': 'models: [{name: a, columns: [{name: id, data_tests: [{unique: {}, not_null: {}}]}]}]' },
  },
  {
    name: 'the same test twice',
    files: { 'models/s.yml': 'models: [{name: a, columns: [{name: id, data_tests: [unique, unique]}]}]' },
  },
  {
    name: 'tests and data_tests',
    files: { 'models/s.yml': 'models: [{name: a, columns: [{name: id, tests: [unique], data_tests: [not_null]}]}]' },
  },
  { name: 'singular test of an unknown model', files: { 'tests/t.sql': "select * from {{ ref('nowhere') }}" } },
  {
    name: 'snapshot without unique_key',
    files: {
      'snapshots/s.sql':
        "{% snapshot s %}{{ config(strategy='check', check_cols='all') }} select 1 as id{% endsnapshot %}",
    },
  },
  {
    name: 'snapshot without strategy',
    files: { 'snapshots/s.sql': "{% snapshot s %}{{ config(unique_key='id') }} select 1 as id{% endsnapshot %}" },
  },
  { name: 'snapshot that is not closed', files: { 'snapshots/s.sql': '{% snapshot s %} select 1 as id' } },
  {
    name: 'snapshot by time without updated_at',
    files: {
      'snapshots/s.sql':
        "{% snapshot s %}{{ config(unique_key='id', strategy='timestamp') }} select 1 as id{% endsnapshot %}",
    },
  },
  {
    name: 'unit test of an unknown model',
    files: { 'models/u.yml': 'unit_tests: [{name: u, model: nowhere, given: [], expect: {rows: []}}]' },
  },
  { name: 'unit test without expect', files: { 'models/u.yml': 'unit_tests: [{name: u, model: a, given: []}]' } },
  {
    name: 'unit test with an unknown input',
    files: {
      'models/u.yml':
        "unit_tests: [{name: u, model: a, given: [{input: ref('nowhere'), rows: []}], expect: {rows: []}}]",
    },
  },
  {
    name: 'unit test in an unknown format',
    files: { 'models/u.yml': 'unit_tests: [{name: u, model: a, given: [], expect: {format: xml, rows: []}}]' },
  },
  {
    name: 'incremental with an unknown strategy',
    files: { 'models/b.sql': "{{ config(materialized='incremental', incremental_strategy='nonsense') }} select 1" },
  },
  {
    name: 'metric of an unknown measure',
    files: { 'models/m.yml': 'metrics: [{name: m, label: M, type: simple, type_params: {measure: nowhere}}]' },
  },
  {
    name: 'saved query of an unknown metric',
    files: { 'models/m.yml': 'saved_queries: [{name: q, query_params: {metrics: [nowhere]}}]' },
  },
  {
    name: 'semantic model of an unknown model',
    files: { 'models/m.yml': "semantic_models: [{name: s, model: ref('nowhere')}]" },
  },
];

/** Mistakes in selections and flags. */
const SELECTION: readonly BrokenProject[] = [
  { name: 'selection of nothing', files: {}, command: [...LS, 'nowhere'] },
  { name: 'unknown method of selection', files: {}, command: [...LS, 'nonsense:a'] },
  { name: 'state without --state', files: {}, command: [...LS, 'state:modified'] },
  { name: 'result without --state', files: {}, command: [...LS, 'result:error'] },
  { name: 'unknown selector', files: {}, command: ['ls', '--selector', 'nowhere'] },
  { name: 'selectors without definition', files: { 'selectors.yml': 'selectors: [{name: s}]' } },
  {
    name: 'selector with an unknown method',
    files: { 'selectors.yml': 'selectors: [{name: s, definition: {method: nonsense, value: a}}]' },
    command: ['ls', '--selector', 's'],
  },
  {
    name: 'two default selectors',
    files: {
      'selectors.yml': 'selectors: [{name: s, default: true, definition: a}, {name: t, default: true, definition: a}]',
    },
    command: ['ls'],
  },
  { name: 'unknown flag', files: {}, command: ['ls', '--nonsense'] },
  { name: 'unknown resource type', files: {}, command: ['ls', '--resource-type', 'nonsense'] },
  { name: 'unknown output', files: {}, command: ['ls', '--output', 'nonsense'] },
  { name: 'variables that are no mapping', files: {}, command: ['parse', '--vars', '1'] },
  { name: 'variables that are no YAML', files: {}, command: ['parse', '--vars', '{a: ['] },
  { name: 'bad indirect selection', files: {}, command: ['ls', '--indirect-selection', 'nonsense'] },
];

export const brokenProjects: readonly BrokenProject[] = [
  ...NAMES,
  ...GOVERNANCE,
  ...YAML,
  ...TEMPLATES,
  ...OTHERS,
  ...SELECTION,
];
