import { TemplateError, valueError } from '../../jinja/error.js';
import { repr } from '../../jinja/printing.js';
import type { Value } from '../../jinja/values.js';
import type { Moment, TzInfo } from './tzinfo.js';
import { daysOf } from './civil.js';
import { method, member, type Members } from './members.js';
import { DateTimeValue, inZone, moved } from './datetime-value.js';
import { TimeDelta } from './timedelta.js';
import { zoneAbbreviation } from './zone-names.js';

const SECOND = 1_000_000n;
const NONE = new TimeDelta(0n);

/** A zone of the tz database, as `pytz.timezone` gives it: itself it stands for local mean time, its forms for the offsets. */
export class NamedZone implements TzInfo {
  readonly kind = 'object';
  readonly typeName = 'pytz.tzinfo.DstTzInfo';
  readonly isTzInfo = true;
  readonly name: string;
  readonly form: ZoneForm | undefined;
  readonly #members: Members;

  /** `form` is the offset and its name at some moment; absent for the zone that nobody has localized yet. */
  constructor(name: string, form?: ZoneForm) {
    this.name = name;
    this.form = form;
    this.#members = {
      zone: () => name,
      localize: method('localize', 'dt is_dst?', (given) =>
        localized(this, datetimeArgument(given.get('dt')), given.get('is_dst') ?? false),
      ),
      normalize: method('normalize', 'dt is_dst?', (given) => inZone(datetimeArgument(given.get('dt')), this)),
    };
  }

  utcoffset(): TimeDelta {
    return new TimeDelta(BigInt((this.form ?? meanTime(this.name)).seconds) * SECOND);
  }

  dst(): TimeDelta {
    const { form } = this;
    return form ? new TimeDelta(BigInt(form.seconds - form.standard) * SECOND) : NONE;
  }

  tzname(): string {
    return (this.form ?? meanTime(this.name)).abbreviation;
  }

  at(utc: Moment): TzInfo {
    return new NamedZone(this.name, formAt(this.name, utc));
  }

  get(name: string): Value | undefined {
    return member(this.#members, name);
  }

  names(): Iterable<string> {
    return Object.keys(this.#members);
  }

  print(): string {
    return this.name;
  }

  repr(): string {
    const form = this.form ?? meanTime(this.name);
    const offset = new TimeDelta(BigInt(form.seconds) * SECOND).print();
    const sign = offset.startsWith('-') ? '' : '+';
    return `<DstTzInfo ${repr(this.name)} ${form.abbreviation}${sign}${offset} ${this.dst().truthy() ? 'DST' : 'STD'}>`;
  }

  equals(other: Value): boolean {
    return other instanceof NamedZone && other.name === this.name && other.form?.seconds === this.form?.seconds;
  }
}

/** How far a zone is from UTC at some moment, in seconds. */
export interface ZoneForm {
  readonly seconds: number;
  /** Without summer time. */
  readonly standard: number;
  readonly abbreviation: string;
}

const zones = new Map<string, NamedZone>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone of that name. Throws `template/value` where the tz database has none. */
export function namedZone(name: string): NamedZone {
  const known = zones.get(name) ?? new NamedZone(checkedName(name));
  zones.set(name, known);
  return known;
}

function checkedName(name: string): string {
  try {
    formatOf(name);
    return name;
  } catch {
    throw new TemplateError('template/value', `There is no time zone ${repr(name)}.`, {
      hint: "Zones are named like 'Europe/Berlin' or 'UTC'.",
    });
  }
}

function formatOf(name: string): Intl.DateTimeFormat {
  const known = formats.get(name) ?? new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  formats.set(name, known);
  return known;
}

function secondsAt(name: string, milliseconds: number): number {
  const parts = formatOf(name).formatToParts(milliseconds);
  const shown = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [hours = 0, minutes = 0, seconds = 0] = (shown.match(/\d\d/g) ?? []).map(Number);
  return (shown.includes('-') || shown.includes('\u2212') ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}

function milliseconds({ days, micros }: Moment): number {
  return days * 86_400_000 + Math.floor(micros / 1000);
}

function formAt(name: string, utc: Moment): ZoneForm {
  const at = milliseconds(utc);
  const seconds = secondsAt(name, at);
  const standard = standardSeconds(name, at);
  return { seconds, standard, abbreviation: zoneAbbreviation(name, at, seconds, seconds > standard) };
}

/** The smaller one of January's and July's offsets of the same year. */
function standardSeconds(name: string, at: number): number {
  const year = new Date(at).getUTCFullYear();
  const months = [1, 7].map((month) => secondsAt(name, daysOf({ year, month, day: 1 }) * 86_400_000));
  return Math.min(secondsAt(name, at), ...months);
}

/** Local mean time, which pytz rounds to minutes. */
function meanTime(name: string): ZoneForm {
  const seconds = Math.round(secondsAt(name, daysOf({ year: 1800, month: 1, day: 1 }) * 86_400_000) / 60) * 60;
  return { seconds, standard: seconds, abbreviation: 'LMT' };
}

function datetimeArgument(value: Value | undefined): DateTimeValue {
  if (value instanceof DateTimeValue) return value;
  throw new TemplateError('template/type', 'localize() and normalize() need a datetime.');
}

/** A datetime without a zone, taken as what the zone's clocks show. */
function localized(zone: NamedZone, value: DateTimeValue, isDst: Value): DateTimeValue {
  if (value.zone) throw valueError('Not naive datetime (tzinfo is already set)');
  const forms = possibleForms(zone, value);
  const [first] = forms;
  if (forms.length === 0) return inGap(zone, value, isDst);
  if (forms.length > 1 && isDst === null) throw valueError(`${value.print()} is ambiguous in ${zone.name}`);
  const wanted = forms.find((form) => form.seconds > form.standard === (isDst === true)) ?? first;
  return new DateTimeValue(value, new NamedZone(zone.name, wanted));
}

/** The offsets under which the zone's clocks show this moment: one, two in autumn's hour, none in spring's. */
function possibleForms(zone: NamedZone, local: Moment): readonly ZoneForm[] {
  const found = new Map<number, ZoneForm>();
  for (const days of [-1, 1]) {
    const { seconds } = formAt(zone.name, { ...local, days: local.days + days });
    const utc = moved(local, -BigInt(seconds) * SECOND);
    const form = formAt(zone.name, utc);
    if (form.seconds === seconds) found.set(seconds, form);
  }
  return [...found.values()];
}

/** A moment that the clocks skip: counted with the offset before (winter) or after. */
function inGap(zone: NamedZone, value: DateTimeValue, isDst: Value): DateTimeValue {
  if (isDst === null) throw valueError(`${value.print()} does not exist in ${zone.name}`);
  const day = isDst === true ? 1 : -1;
  const form = formAt(zone.name, { days: value.days + day, micros: value.micros });
  return new DateTimeValue(value, new NamedZone(zone.name, form));
}
