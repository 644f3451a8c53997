export function readFingerprints(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string>;
