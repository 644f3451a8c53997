const DATE = /^\d{4}-\d\d-\d\d$/;
const TIMESTAMP =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(?:(Z)|([-+])(\d\d?)(?::(\d\d))?))?)?$/;

/** Whether a plain scalar is a date or a time of YAML 1.1. */
export function isTimestamp(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first < 48 || first > 57 || text.charCodeAt(4) !== 45) return false;
  return DATE.test(text) || (text.includes(':') && TIMESTAMP.test(text));
}

/** As Python prints it (`2026-01-31`, `2026-01-31 08:00:00+00:00`); nothing where there is no such day or time. */
export function printTimestamp(text: string): string | undefined {
  const found = TIMESTAMP.exec(text);
  if (!found) return undefined;
  const [, year = '', month = '', day = '', hour, minute = '', second = '', fraction = '', utc, sign, ...zone] = found;
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0')) === 0 ? '' : `.${fraction.slice(0, 6).padEnd(6, '0')}`;
  const [zoneHour = '0', zoneMinute = '0'] = zone;
  const offset = utc ? '+00:00' : sign ? `${sign}${two(zoneHour)}:${two(zoneMinute)}` : '';
  return `${date} ${two(hour)}:${minute}:${second}${micros}${offset}`;
}

function two(text: string): string {
  return text.padStart(2, '0');
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 1 && day >= 1 && day <= (days[month - 1] ?? 0);
}
