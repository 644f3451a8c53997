import { md5 } from '../../core/md5.js';
import { TemplateError } from '../../jinja/error.js';
import { repr, toText } from '../../jinja/printing.js';
import type { HostFunction } from '../../jinja/values.js';
import { hostFunction } from '../../jinja/values.js';
import { bindArguments, textArgument } from '../arguments.js';
import { diffOfTwoDicts, set, setStrict, zip, zipStrict } from './collection-functions.js';
import { fromjson, tojson } from './json-functions.js';
import { fromyaml, toyaml } from './yaml-functions.js';

/** `local_md5(text)` */
const localMd5 = hostFunction('local_md5', (args, kwargs) =>
  md5(textArgument('local_md5', bindArguments('local_md5', ['value'], args, kwargs), 'value')),
);

/** `try_or_compiler_error(message, func, *args, **kwargs)`: calls, and says the message where that fails. */
const tryOrCompilerError = hostFunction('try_or_compiler_error', (args, kwargs, site) => {
  const [message = '', callee = null, ...rest] = args;
  const failed = (): never => {
    throw new TemplateError('template/raised', typeof message === 'string' ? toText(message) : repr(message));
  };
  try {
    const result = site.call(callee, rest, kwargs);
    return result instanceof Promise ? result.catch(failed) : result;
  } catch {
    return failed();
  }
});

/** The functions of dbt's context that depend on nothing but their arguments. */
export const plainFunctions: { readonly [name: string]: HostFunction } = {
  tojson,
  fromjson,
  toyaml,
  fromyaml,
  set,
  set_strict: setStrict,
  zip,
  zip_strict: zipStrict,
  local_md5: localMd5,
  diff_of_two_dicts: diffOfTwoDicts,
  try_or_compiler_error: tryOrCompilerError,
};
