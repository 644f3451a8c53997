// `npm run conformance:adapter [-- PYTEST OPTIONS]`: dbt's own adapter tests with jiggy doing the work, in the virtual
// environment of the comparison with dbt. Ends with the line `N passed, N failed, N skipped`.
import { runWithDbt } from './dbt-venv.mjs';

await runWithDbt("dbt's adapter tests", () => import('../tests/conformance/adapter/run.ts'));
