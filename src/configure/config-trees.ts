import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import type { ConfigTree } from '../core/project.js';
import type { YamlText } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';

/** How dbt_project.yml spells the trees: the name of today first, then others that mean the same. */
const SPELLINGS: { readonly [tree in ConfigTree]: readonly string[] } = {
  models: ['models'],
  seeds: ['seeds'],
  snapshots: ['snapshots'],
  functions: ['functions'],
  sources: ['sources'],
  data_tests: ['data_tests', 'tests'],
  unit_tests: ['unit_tests'],
  exposures: ['exposures'],
  metrics: ['metrics'],
  semantic_models: ['semantic-models'],
  saved_queries: ['saved-queries'],
  analyses: ['analyses'],
};

/** The config trees of a dbt_project.yml, empty where it has none. Two spellings of one tree are an error. */
export function configTrees(
  text: YamlText,
  project: JsonObject,
  diagnostics: Diagnostic[],
): { readonly [tree in ConfigTree]: JsonObject } {
  const mapping = new YamlMapping(text, [], project, diagnostics);
  const read = (tree: ConfigTree): JsonObject => {
    const [first, second] = SPELLINGS[tree].filter((key) => mapping.has(key));
    if (first !== undefined && second !== undefined) diagnostics.push(twoSpellings(text, first, second));
    return (first === undefined ? undefined : mapping.object(first)) ?? {};
  };
  return trees(read);
}

/** The same trees as they are written, templates and all. */
export function writtenTrees(project: JsonObject): { readonly [tree in ConfigTree]: JsonObject } {
  return trees((tree) => {
    const value = SPELLINGS[tree].map((key) => own(project, key)).find((each) => each !== undefined);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  });
}

function trees(read: (tree: ConfigTree) => JsonObject): { readonly [tree in ConfigTree]: JsonObject } {
  const names = Object.keys(SPELLINGS) as ConfigTree[];
  return Object.fromEntries(names.map((tree) => [tree, read(tree)])) as { [tree in ConfigTree]: JsonObject };
}

function twoSpellings(text: YamlText, first: string, second: string): Diagnostic {
  return problem('project/two-keys', `dbt_project.yml has both ${second} and ${first}, which mean the same.`, {
    at: text.place([second], 'key'),
    also: [{ note: 'and here', at: text.place([first], 'key') }],
    hint: `Move everything below ${first}.`,
  });
}
