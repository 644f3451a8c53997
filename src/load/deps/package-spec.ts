import type { Diagnostic } from '../../core/diagnostic.js';
import { problem } from '../../core/diagnostic.js';
import type { JsonObject } from '../../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../../core/json.js';
import type { Place, SourceFile } from '../../core/source-file.js';
import type { YamlText } from '../../core/yaml.js';
import { readYaml } from '../../core/yaml.js';
import { YamlMapping } from '../../core/yaml-mapping.js';
import type { RenderText } from '../../core/yaml-templates.js';
import { renderValues } from '../../core/yaml-templates.js';

interface Common {
  /** The entry as it is written: what the lock file keeps, since it holds no rendered secrets. */
  readonly written: JsonObject;
  readonly at: Place;
  /** For messages; never holds credentials. */
  readonly shown: string;
}

export interface LocalPackage extends Common {
  readonly kind: 'local';
  readonly path: string;
}

export interface GitPackage extends Common {
  readonly kind: 'git';
  readonly url: string;
  /** A branch, a tag or a commit; the default branch where it is absent. */
  readonly revision?: string;
  readonly subdirectory?: string;
  readonly warnUnpinned: boolean;
}

export interface TarballPackage extends Common {
  readonly kind: 'tarball';
  /** http, https, file, or a path. */
  readonly url: string;
  readonly name: string;
}

/** One entry of packages.yml that can be installed. */
export type PackageSpec = LocalPackage | GitPackage | TarballPackage;

const KEYS: { readonly [kind in PackageSpec['kind']]: readonly string[] } = {
  local: ['local', 'name'],
  git: ['git', 'revision', 'subdirectory', 'warn-unpinned', 'name'],
  tarball: ['tarball', 'name'],
};

/**
 * The entries of a packages.yml, dependencies.yml or package-lock.yml. What cannot be installed is an error:
 * `packages/hub`, `packages/private`, `packages/entry`.
 */
export function readPackageSpecs(file: SourceFile, render: RenderText, found: Diagnostic[]): readonly PackageSpec[] {
  const diagnostics: Diagnostic[] = [];
  const specs = readSpecs(file, render, diagnostics);
  found.push(...diagnostics.map((each) => (each.at ? { ...each, at: masked(each.at) } : each)));
  return specs;
}

function readSpecs(file: SourceFile, render: RenderText, diagnostics: Diagnostic[]): readonly PackageSpec[] {
  const { value: text, diagnostics: syntax } = readYaml(file);
  diagnostics.push(...syntax);
  const list = isJsonObject(text.value) ? own(text.value, 'packages') : undefined;
  if (list === undefined || list === null) return [];
  if (!isJsonList(list)) {
    const hint = 'For example: packages: [{local: ../my_package}]';
    diagnostics.push(problem('packages/entry', 'packages must be a list.', { at: text.place(['packages']), hint }));
    return [];
  }
  return list.flatMap((entry, index) => {
    const spec = isJsonObject(entry) ? readSpec(text, index, entry, render, diagnostics) : undefined;
    if (!isJsonObject(entry)) diagnostics.push(noEntry(text, index));
    return spec ? [spec] : [];
  });
}

function readSpec(
  text: YamlText,
  index: number,
  written: JsonObject,
  render: RenderText,
  diagnostics: Diagnostic[],
): PackageSpec | undefined {
  const path = ['packages', index];
  const values = renderValues(text, written, path, { render }, diagnostics);
  const mapping = new YamlMapping(text, path, values, diagnostics);
  const kind = (['local', 'git', 'tarball'] as const).find((each) => mapping.has(each));
  if (kind === undefined) {
    diagnostics.push(refusal(text, index, mapping));
    return undefined;
  }
  mapping.unknownKeys(KEYS[kind], 'packages/entry', 'error', `A package from ${kind}`);
  const source = mapping.text(kind);
  if (source === undefined) return undefined;
  const common = {
    written,
    at: masked(text.place([...path, kind])),
    shown: withoutCredentials(jsonText(own(written, kind))),
  };
  if (kind === 'local') return { ...common, kind, path: source };
  if (kind === 'tarball') return tarball(mapping, common, source, diagnostics);
  const [revision, subdirectory] = [mapping.text('revision'), mapping.text('subdirectory')];
  return {
    ...common,
    kind,
    url: source,
    warnUnpinned: mapping.flag('warn-unpinned') ?? true,
    ...(revision === undefined ? {} : { revision }),
    ...(subdirectory === undefined ? {} : { subdirectory: subdirectory.replace(/^\.\/|\/+$/g, '') }),
  };
}

function tarball(
  mapping: YamlMapping,
  common: Common,
  url: string,
  diagnostics: Diagnostic[],
): TarballPackage | undefined {
  const name = mapping.text('name');
  if (name !== undefined && /^[A-Za-z_]\w*$/.test(name)) return { ...common, kind: 'tarball', url, name };
  const hint = 'Write the name of its dbt_project.yml: name: my_package';
  diagnostics.push(problem('packages/entry', 'A package from a tarball needs a name.', { at: common.at, hint }));
  return undefined;
}

function refusal(text: YamlText, index: number, mapping: YamlMapping): Diagnostic {
  const at = text.place(['packages', index]);
  if (mapping.has('package')) {
    const name = mapping.text('package') ?? '';
    const repository = name.split('/').join('/');
    return problem('packages/hub', `${name} is a package of dbt's hub, which jiggy does not ask.`, {
      at,
      hint: `Name its repository instead, for example: git: https://github.com/${repository}.git with revision: <tag>; or keep a copy in the project and write: local: vendor/${name.split('/').at(-1) ?? ''}. A copy that lies in dbt_packages already is used as it is.`,
    });
  }
  if (mapping.has('private')) {
    const hint = 'Write git: with the URL of the repository.';
    return problem('packages/private', 'Private packages are found by dbt Cloud only.', { at, hint });
  }
  return noEntry(text, index);
}

function noEntry(text: YamlText, index: number): Diagnostic {
  return problem('packages/entry', 'An entry of packages names what is to be installed by local, git or tarball.', {
    at: text.place(['packages', index]),
    hint: 'For example: - local: ../my_package',
  });
}

/** A URL for messages: without what stands before the @. */
export function withoutCredentials(url: string): string {
  return url.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/@\s]*@/gi, '$1***@');
}

/** A place whose line can be shown. */
function masked(at: Place): Place {
  return at.text === undefined ? at : { ...at, text: withoutCredentials(at.text) };
}
