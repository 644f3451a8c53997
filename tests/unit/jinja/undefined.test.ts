import { describe, expect, test } from 'vitest';
import { Dict, type UndefinedMode } from '../../../src/jinja/values.js';
import { failure, summary, text } from './support.js';

function outcome(source: string, undefined_: UndefinedMode): string {
  try {
    return text(source, { d: 1 }, { undefined: undefined_ });
  } catch {
    return '!';
  }
}

describe('undefined values', () => {
  test.each([
    // template, strict, lenient, chainable
    ['{{ x }}', '!', '', ''],
    ['{{ x.y }}', '!', '!', ''],
    ["{{ x['y'] }}", '!', '!', ''],
    ['{{ x() }}', '!', '!', ''],
    ['{{ x.y(1).z }}', '!', '!', ''],
    ['{{ x + 1 }}', '!', '!', '!'],
    ['{{ x ~ 1 }}', '!', '1', '1'],
    ['{{ x == 1 }}', '!', 'False', 'False'],
    ['{% if x %}a{% else %}b{% endif %}', '!', 'b', 'b'],
    ['{{ not x }}', '!', 'True', 'True'],
    ['{% for i in x %}a{% else %}b{% endfor %}', '!', 'b', 'b'],
    ['{{ x | length }}', '!', '0', '0'],
    ['{{ x | upper }}', '!', '', ''],
    ['{{ x | list }}', '!', '[]', '[]'],
    ['{{ 1 in x }}', '!', 'False', 'False'],
    ['{{ x is defined }}', 'False', 'False', 'False'],
    ['{{ x is undefined }}', 'True', 'True', 'True'],
    ['{{ x is none }}', 'False', 'False', 'False'],
    ['{{ x is string }}', 'False', 'False', 'False'],
    ['{{ x | default(2) }}', '2', '2', '2'],
    ['{{ x.y is defined }}', '!', '!', 'False'],
    ['{{ d.y is defined }}', 'False', 'False', 'False'],
    ['{{ d.y | default(2) }}', '2', '2', '2'],
    ['{{ [x] }}', '[Undefined]', '[Undefined]', '[Undefined]'],
    ['{{ 1 if false }}', '', '', ''],
    ['{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}', '!', '', ''],
    ['{% macro m(a) %}{{ a is defined }}{% endmacro %}{{ m() }}', 'False', 'False', 'False'],
    ['{% macro m() %}{{ caller is defined }}{% endmacro %}{{ m() }}', 'False', 'False', 'False'],
    ['{% set y = x %}{{ y is defined }}', 'False', 'False', 'False'],
  ])('%s', (source, strict, lenient, chainable) => {
    const modes = ['strict', 'lenient', 'chainable'] as const;
    expect(modes.map((mode) => outcome(source, mode))).toEqual([strict, lenient, chainable]);
  });

  test.each([
    ['a\n  {{ custmer }}', "template/undefined 2:6 'custmer' is undefined (did you mean 'customer'?)"],
    ['{{ customer.nmae }}', "template/undefined 1:4 'dict object' has no attribute 'nmae' (did you mean 'name'?)"],
    ["{{ customer['age'].x }}", "template/undefined 1:4 'dict object' has no attribute 'age'"],
    ['{{ [1][5] }}', 'template/undefined 1:4 list object has no element 5'],
    ['{{ none.x }}', "template/undefined 1:4 'None' has no attribute 'x'"],
    ['{{ 1 + zzz }}', "template/undefined 1:4 'zzz' is undefined"],
    ['{% if zzz %}{% endif %}', "template/undefined 1:7 'zzz' is undefined"],
    ['{{ upper(1) }}', "template/undefined 1:4 'upper' is undefined"],
    ['{{ [] | first }}', 'template/undefined 1:4 No first item, sequence was empty.'],
    ['{{ rnage(3) }}', "template/undefined 1:4 'rnage' is undefined (did you mean 'range'?)"],
  ])('%s says where, and the nearest name', (source, expected) => {
    const names = { customer: Dict.from({ name: 'Ann' }) };
    expect(summary(failure(source, names))).toBe(expected);
  });
});
