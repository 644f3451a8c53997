/** A version as texts compare it: `1`, `1.0` and `'1'` are one. */
export function versionText(version: string | number): string {
  const number = typeof version === 'string' && version.trim() !== '' ? Number(version) : version;
  return typeof number === 'number' && Number.isFinite(number) ? String(number) : String(version);
}

/** A version as dbt keeps it in refs: a number where it is one. */
export function versionValue(version: string | number): string | number {
  const text = versionText(version);
  return Number.isFinite(Number(text)) && text !== '' ? Number(text) : text;
}
