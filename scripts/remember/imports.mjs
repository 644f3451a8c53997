// Which files a test file is made of, and whether it can see more than those.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, posix } from 'node:path';

/** Modules of Node and packages that reach no file of the project, no process and no network. */
const BLIND = new Set(
  [
    ...['assert', 'async_hooks', 'buffer', 'crypto', 'events', 'os', 'path', 'perf_hooks', 'stream', 'string_decoder'],
    ...['stream/promises', 'timers', 'timers/promises', 'url', 'util'],
  ].map((name) => `node:${name}`),
);
const BLIND_PACKAGES =
  /^(?:@faker-js\/faker|commander|csv-parse|fast-check|fastest-levenshtein|js-yaml|libpg-query|picocolors|re2js|sql-formatter|vitest)(?:\/|$)/;

const TYPES_ONLY = /^[ \t]*(?:import|export)\s+type\s+(?:\w+|\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*(['"])[^'"\n]+\1/gm;
const SPECIFIER = /(?:\bfrom|\bimport)\s*\(?\s*(['"])([\w@./#:-]+)\1/g;
const COMPUTED =
  /\bimport\s*\(\s*[^'"\s)]|\bimport\.meta\.glob\b|\brequire\s*\(|\bprocess\.(?:binding|getBuiltinModule)\b/;

/** What a file's text imports when it runs (imports of types are gone by then), and whether a name is computed. */
export function importsOf(text) {
  const running = text.replace(TYPES_ONLY, '');
  return {
    specifiers: [...new Set([...running.matchAll(SPECIFIER)].map(([, , name]) => name))],
    computed: COMPUTED.test(running),
  };
}

/** Reads, once each, the files of the project at `root` and what they import. */
export function createClosures(root) {
  const known = new Map();
  const look = (file) => {
    if (!known.has(file)) known.set(file, readModule(root, file));
    return known.get(file);
  };
  /** All files that running `file` loads, by path below the root; `seesAll` when one of them can reach further. */
  return (file) => {
    const files = new Set([file]);
    let seesAll = false;
    for (const each of files) {
      const { loads, opens } = look(each);
      for (const next of loads) files.add(next);
      seesAll ||= opens;
    }
    return { files: [...files].sort(), seesAll };
  };
}

function readModule(root, file) {
  if (!/\.[cm]?[jt]s$/.test(file)) return { loads: [], opens: false };
  const { specifiers, computed } = importsOf(readFileSync(join(root, file), 'utf8'));
  return {
    loads: specifiers.filter((name) => name.startsWith('.')).flatMap((name) => resolve(root, file, name) ?? []),
    opens: computed || specifiers.some((name) => !name.startsWith('.') && reachesOut(root, name)),
  };
}

/** Names that are neither Node's nor installed come from text that looks like an import, as template languages have it. */
function reachesOut(root, name) {
  if (BLIND.has(name) || BLIND_PACKAGES.test(name)) return false;
  return isBuiltin(name) || existsSync(join(root, 'node_modules', /^(?:@[^/]+\/)?[^/]*/.exec(name)[0]));
}

function resolve(root, from, specifier) {
  const path = posix.join(dirname(from), specifier);
  const candidates = [path, path.replace(/\.js$/, '.ts'), `${path}.ts`, `${path}/index.ts`];
  return candidates.find((each) => statSync(join(root, each), { throwIfNoEntry: false })?.isFile());
}
