// Compiles src/ to dist/. A file that left src/ must not live on in dist/, so what has no source any more is removed.
import { chmodSync, existsSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './ensure.mjs';

const dist = join(root, 'dist');
const info = join(dist, '.tsbuildinfo');

if (!existsSync(join(dist, 'cli.js'))) rmSync(info, { force: true });
run(process.execPath, [
  join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
  '-p',
  join(root, 'tsconfig.build.json'),
]);
if (existsSync(dist)) removeStale(dist, join(root, 'src'));
if (existsSync(join(dist, 'cli.js'))) chmodSync(join(dist, 'cli.js'), 0o755);
if (existsSync(info)) utimesSync(info, new Date(), new Date());

function removeStale(built, source) {
  for (const entry of readdirSync(built, { withFileTypes: true })) {
    const path = join(built, entry.name);
    if (entry.isDirectory()) {
      if (existsSync(join(source, entry.name))) removeStale(path, join(source, entry.name));
      else rmSync(path, { recursive: true });
    } else if (/\.(js|d\.ts|js\.map)$/.test(entry.name)) {
      const name = entry.name.replace(/\.(d\.ts|js\.map|js)$/, '.ts');
      if (!existsSync(join(source, name))) rmSync(path);
    }
  }
}
