import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import type { SourceFile } from '../core/source-file.js';
import type { YamlText } from '../core/yaml.js';
import { readYaml } from '../core/yaml.js';

/** What `checkInstalled` compares. */
export interface Installation {
  readonly packagesFile?: SourceFile;
  readonly packageLockFile?: SourceFile;
  /** Folders of installed packages, with a slash behind them. */
  readonly folders: readonly string[];
  readonly packagesPath: string;
}

/**
 * As many packages must be installed as package-lock.yml (or, without it, packages.yml) lists: `packages/not-installed`
 * where there are fewer, `packages/not-listed` where there are more.
 */
export function checkInstalled(installation: Installation): readonly Diagnostic[] {
  const { packagesFile, packageLockFile, folders, packagesPath } = installation;
  const file = packageLockFile ?? packagesFile;
  const text = file && readYaml(file).value;
  const listed = text ? listedPackages(text) : [];
  if (listed.length === folders.length) return [];
  const where = file?.path ?? 'packages.yml';
  const at = text && file ? { at: text.place(['packages'], 'key') } : {};
  const message = `${where} lists ${counted(listed.length)}, but ${folders.length} ${folders.length === 1 ? 'is' : 'are'} installed in ${packagesPath}.`;
  if (listed.length > folders.length) {
    const missing = missingNames(listed, folders);
    const which = missing.length > 0 ? ` Missing: ${missing.join(', ')}.` : '';
    return [problem('packages/not-installed', message + which, { ...at, hint: 'Install them: jiggy deps' })];
  }
  const hint = `List all that lie in ${packagesPath} (packages that others need too), or remove what is not needed.`;
  return [problem('packages/not-listed', message, { ...at, hint })];
}

function listedPackages(text: YamlText): readonly JsonObject[] {
  const list = isJsonObject(text.value) ? own(text.value, 'packages') : undefined;
  return isJsonList(list) ? list.filter(isJsonObject) : [];
}

function missingNames(listed: readonly JsonObject[], folders: readonly string[]): readonly string[] {
  const there = new Set(folders.map((folder) => folder.split('/').at(-2)));
  const names = listed.map((each) => own(each, 'name')).filter((name) => typeof name === 'string');
  return names.filter((name) => !there.has(name));
}

function counted(count: number): string {
  return count === 1 ? '1 package' : `${count} packages`;
}
