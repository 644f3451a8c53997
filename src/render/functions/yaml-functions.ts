import { readYaml } from '../../core/yaml.js';
import { truthy } from '../../jinja/comparison.js';
import { valueError } from '../../jinja/error.js';
import type { HostFunction } from '../../jinja/values.js';
import { hostFunction } from '../../jinja/values.js';
import { bindArguments, textArgument } from '../arguments.js';
import { valueOfJson } from '../json-value.js';
import { otherwise } from './otherwise.js';
import { writeYaml } from './write-yaml.js';

/** `fromyaml(text, default)`: the default for what is no YAML. Dates stay texts. */
export const fromyaml: HostFunction = hostFunction('fromyaml', (args, kwargs) => {
  const given = bindArguments('fromyaml', ['value', 'default?'], args, kwargs);
  return otherwise(given, () => {
    const { value, diagnostics } = readYaml({ path: 'fromyaml()', text: textArgument('fromyaml', given, 'value') });
    const broken = diagnostics.find((each) => each.severity === 'error');
    if (broken || value === undefined) throw valueError(broken?.message ?? 'broken YAML');
    return valueOfJson(value.value);
  });
});

/** `toyaml(value, default, sort_keys)`: as PyYAML's `safe_dump` writes it. */
export const toyaml: HostFunction = hostFunction('toyaml', (args, kwargs) => {
  const given = bindArguments('toyaml', ['value', 'default?', 'sort_keys?'], args, kwargs);
  return otherwise(given, () => writeYaml(given.get('value') ?? null, truthy(given.get('sort_keys') ?? false)));
});
