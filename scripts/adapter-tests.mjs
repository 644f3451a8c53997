// `npm run conformance:adapter [-- PYTEST OPTIONS]`: dbt's own adapter tests with jiggy doing the work, in the virtual
// environment of the comparison with dbt. Ends with the line `N passed, N failed, N skipped`.
import { ensureDbt } from './dbt-venv.mjs';
import { requireBuild, requirePackages } from './ensure.mjs';

requirePackages();
requireBuild();
const dbt = ensureDbt();
if (dbt.status === 'ready') {
  const { register } = await import('tsx/esm/api'); // not before the packages are there
  register();
  await import('../tests/conformance/adapter/run.ts');
} else {
  console.log(`\nSKIPPED: dbt's adapter tests did not run, because dbt could not be installed:\n${dbt.because}\n`);
  console.log(dbt.status === 'failed' ? '0 passed, 1 failed, 0 skipped' : '0 passed, 0 failed, 1 skipped');
  process.exitCode = dbt.status === 'failed' ? 1 : 0;
}
