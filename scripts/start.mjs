// `npm start`: installs and compiles what is missing, then runs the whole job on the embedded PostgreSQL.
import { join } from 'node:path';
import { requireBuild, requirePackages, root, run } from './ensure.mjs';

requirePackages();
requireBuild();
run(process.execPath, [join(root, 'dist', 'cli.js'), 'start', '--embedded', ...process.argv.slice(2)]);
