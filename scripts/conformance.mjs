// `npm run conformance[:quick]`: builds the warehouse with dbt and with jiggy and compares what they made.
// Ends with the line `N passed, N failed, N skipped`.
import { ensureDbt } from './dbt-venv.mjs';
import { requireBuild, requirePackages } from './ensure.mjs';

requirePackages();
requireBuild();
const dbt = ensureDbt();
if (dbt.status === 'ready') {
  const { register } = await import('tsx/esm/api'); // not before the packages are there
  register();
  await import('../tests/conformance/run.ts');
} else {
  const word = dbt.status === 'failed' ? 'FAILED' : 'SKIPPED';
  console.log(`\n${word}: the comparison with dbt did not run, because dbt could not be installed:\n${dbt.because}\n`);
  console.log(dbt.status === 'failed' ? '0 passed, 1 failed, 0 skipped' : '0 passed, 0 failed, 1 skipped');
  process.exitCode = dbt.status === 'failed' ? 1 : 0;
}
