import type { HostObject, Value } from '../jinja/values.js';
import { hostFunction } from '../jinja/values.js';

/** Accepts everything: `config.get(..., validator=validation.any[...])` checks nothing here. */
const any: HostObject = {
  kind: 'object',
  typeName: 'validator',
  get: () => undefined,
  item: () => hostFunction('validator', (args) => args[0] ?? null),
  call: (args): Value => args[0] ?? null,
};

/** `validation` in templates. */
export const validation: HostObject = {
  kind: 'object',
  typeName: 'validation',
  get: (name) => (name === 'any' ? any : undefined),
  names: () => ['any'],
};
