import { problem } from '../core/diagnostic.js';
import type { Json } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import type { Owner } from '../core/semantic-node.js';
import type { Parsing } from './parse-context.js';
import type { RawEntry } from './property-entries.js';

/** Reads `owner:`, which needs a name or an e-mail address. */
export function ownerOf({ diagnostics }: Pick<Parsing, 'diagnostics'>, entry: RawEntry): Owner {
  const written = own(entry.value, 'owner');
  const owner = isJsonObject(written) ? written : {};
  const name = own(owner, 'name');
  const email = emailOf(own(owner, 'email'));
  if (typeof name !== 'string' && email === undefined) {
    const at = entry.text.place([...entry.path, 'owner']);
    const hint = 'Write owner: {name: ..., email: ...}';
    diagnostics.push(
      problem('properties/owner', `${entry.name} needs an owner with a name or an email.`, { at, hint }),
    );
  }
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(email === undefined ? {} : { email }),
    extra: Object.fromEntries(Object.entries(owner).filter(([key]) => key !== 'name' && key !== 'email')),
  };
}

function emailOf(value: Json | undefined): string | readonly string[] | undefined {
  if (typeof value === 'string') return value;
  return isJsonList(value) ? value.filter((each) => typeof each === 'string') : undefined;
}
