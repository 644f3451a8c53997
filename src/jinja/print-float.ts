/** A float as Python prints it: shortest digits that read back the same, an exponent below 1e-4 and from 1e16 on. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) return `${mantissa}e${exponent < 0 ? '-' : '+'}${twoDigits(Math.abs(exponent))}`;
  const text = exponent >= 0 ? String(value) : plainFraction(mantissa, exponent);
  return text.includes('.') ? text : `${text}.0`;
}

function twoDigits(exponent: number): string {
  return String(exponent).padStart(2, '0');
}

/** `1.5e-4` as `0.00015`. */
function plainFraction(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace('-', '').replace('.', '');
  return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
}
