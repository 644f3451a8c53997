// `npm run conformance[:quick]`: builds the warehouse with dbt and with jiggy and compares what they made.
// Ends with the line `N passed, N failed, N skipped`.
import { runWithDbt } from './dbt-venv.mjs';

await runWithDbt('the comparison with dbt', () => import('../tests/conformance/run.ts'));
