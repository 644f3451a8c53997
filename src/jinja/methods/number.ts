import { builtin, type Builtin } from '../builtin.js';
import { isInteger } from '../arithmetic.js';
import { numeric } from '../comparison.js';

/** The methods of ints and floats. */
export const numberMethods: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['is_integer', builtin('', (value) => isInteger(value) || Number.isInteger(Number(numeric(value))))],
  [
    'bit_length',
    builtin('', (value) => {
      const whole = BigInt(numeric(value) ?? 0);
      return whole === 0n ? 0 : (whole < 0n ? -whole : whole).toString(2).length;
    }),
  ],
]);
