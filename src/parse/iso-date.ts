/**
 * A date of a .yml file as dbt keeps it: ISO 8601 with a time zone, UTC where none is written.
 * `2030-01-31` is `2030-01-31T00:00:00+00:00`. What is no date stays as it is.
 */
export function isoDate(text: string): string {
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d\d):(\d\d)(\.\d{1,6})?[ \t]*(Z|[-+]\d\d?(?::?\d\d)?)?)?$/.exec(
      text.trim(),
    );
  if (!match) return text;
  const [, year = '', month = '', day = '', hour = '0', minute = '00', second = '00', fraction = '', zone = 'Z'] =
    match;
  const two = (part: string): string => part.padStart(2, '0');
  const micros = fraction === '' ? '' : fraction.padEnd(7, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${micros}${zoneOf(zone)}`;
}

function zoneOf(zone: string): string {
  if (zone === 'Z') return '+00:00';
  const sign = zone.charAt(0);
  const digits = zone.slice(1).replace(':', '');
  const hours = digits.slice(0, 2).padStart(2, '0');
  return `${sign}${hours}:${digits.slice(2, 4).padEnd(2, '0')}`;
}
