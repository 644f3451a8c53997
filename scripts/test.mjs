// `npm test`: installs and compiles what is missing, then runs the tests. Arguments go to vitest.
import { join } from 'node:path';
import { requireBuild, requirePackages, root, run } from './ensure.mjs';

requirePackages();
requireBuild();
run(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)]);
