import { valueError } from '../../jinja/error.js';
import type { Value } from '../../jinja/values.js';
import { Dict, PySet } from '../../jinja/values.js';
import { DateTimeValue, inZone } from './datetime-value.js';
import { FixedZone } from './fixed-zone.js';
import type { Arguments } from '../arguments.js';
import { member, method, text, whole, type Members } from './members.js';
import { namedZone } from './named-zone.js';

/** `pytz.utc`: a zone that also localizes, as all of pytz do. */
class PytzUtc extends FixedZone {
  readonly #members: Members = {
    zone: () => 'UTC',
    localize: method('localize', 'dt is_dst?', (given) => {
      const value = datetimeOf(given);
      if (value.zone) throw valueError('Not naive datetime (tzinfo is already set)');
      return new DateTimeValue(value, this);
    }),
    normalize: method('normalize', 'dt is_dst?', (given) => inZone(datetimeOf(given), this)),
  };

  override get(name?: string): Value | undefined {
    return name === undefined ? undefined : member(this.#members, name);
  }

  override repr(): string {
    return '<UTC>';
  }
}

function datetimeOf(given: Arguments): DateTimeValue {
  const value = given.get('dt');
  if (value instanceof DateTimeValue) return value;
  throw valueError('localize() and normalize() need a datetime');
}

const utc = new PytzUtc(0);

/** `modules.pytz`, on the zones of this machine's Intl data. */
export const pytzModule: Dict = Dict.from({
  timezone: method('timezone', 'zone', (given) => {
    const name = text(given, 'zone');
    return name.toUpperCase() === 'UTC' ? utc : namedZone(name);
  })(),
  utc,
  FixedOffset: method('FixedOffset', 'offset', (given) => new FixedZone(whole(given, 'offset', 0) * 60))(),
  all_timezones: zoneNames(),
  all_timezones_set: new PySet(zoneNames()),
  common_timezones: zoneNames(),
  common_timezones_set: new PySet(zoneNames()),
});

function zoneNames(): string[] {
  return [...Intl.supportedValuesOf('timeZone'), 'UTC'];
}
