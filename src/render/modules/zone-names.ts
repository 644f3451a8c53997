/** Languages whose Intl data know some zones by their abbreviation instead of `GMT+1`. */
const LANGUAGES = ['en-US', 'en-GB', 'en-CA', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA'];

/** Zones that Intl abbreviates in no language. */
const KNOWN: { readonly [zone: string]: string } = {
  'Asia/Tokyo': 'JST',
  'Asia/Seoul': 'KST',
  'Asia/Shanghai': 'CST',
  'Asia/Taipei': 'CST',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Manila': 'PST',
  'Asia/Jakarta': 'WIB',
  'Asia/Karachi': 'PKT',
  'Asia/Calcutta': 'IST',
  'Asia/Kolkata': 'IST',
  'Africa/Lagos': 'WAT',
  'Africa/Nairobi': 'EAT',
  'Africa/Cairo': 'EET',
  'Europe/Moscow': 'MSK',
};

/** The abbreviation of a zone at a moment, as the tz database has it: `CET`, `EST`, or `+03` where it has none. */
export function zoneAbbreviation(zone: string, milliseconds: number, seconds: number, isDst: boolean): string {
  const known = KNOWN[zone];
  if (known !== undefined && !isDst) return known;
  for (const language of LANGUAGES) {
    const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'short' }).formatToParts(
      milliseconds,
    );
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    if (/^[A-Z]{3,5}$/.test(name)) return name;
  }
  const minutes = Math.abs(seconds) / 60;
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return (seconds < 0 ? '-' : '+') + hours + (minutes % 60 === 0 ? '' : String(minutes % 60).padStart(2, '0'));
}
