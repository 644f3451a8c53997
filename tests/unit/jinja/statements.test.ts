import { describe, expect, test } from 'vitest';
import { failure, summary, text } from './support.js';

const rows = "[{'n': 'x', 'g': 1}, {'n': 'y', 'g': 2}]";

describe('statements', () => {
  test.each([
    ['if shares its scope', '{% if true %}{% set a = 1 %}{% endif %}{{ a }}', '1'],
    ['for does not', '{% set a = 0 %}{% for i in [1] %}{% set a = i %}{{ a }}{% endfor %}{{ a }}', '10'],
    ['each round starts afresh', '{% for i in [1, 2] %}{{ a is defined }}{% set a = 1 %}{% endfor %}', 'FalseFalse'],
    [
      'a namespace crosses scopes',
      '{% set n = namespace(a=0) %}{% for i in [1, 2] %}{% set n.a = n.a + i %}{% endfor %}{{ n.a }}',
      '3',
    ],
    ['with has its own scope', '{% set a = 1 %}{% with a = 2, b = a %}{{ a }}{{ b }}{% endwith %}{{ a }}', '211'],
    ['set block', '{% set a %}x{{ 1 }}{% endset %}{{ a }}{{ a is string }}', 'x1True'],
    ['set block with filters', '{% set a | upper | replace("X", "y") %}x{{ 1 }}{% endset %}{{ a }}', 'y1'],
    ['set of several', '{% set a, (b, c) = 1, [2, 3] %}{{ a }}{{ b }}{{ c }}', '123'],
    ['for over pairs', '{% for a, (b, c) in [[1, [2, 3]]] %}{{ a }}{{ b }}{{ c }}{% endfor %}', '123'],
    ['for with filter and else', '{% for i in [1, 2] if i > 2 %}{{ i }}{% else %}none{% endfor %}', 'none'],
    [
      'for sees what is appended',
      '{% set l = [1] %}{% for i in l %}{{ i }}{% if i < 3 %}{% do l.append(i + 1) %}{% endif %}{% endfor %}',
      '123',
    ],
    [
      'the filter of a loop is asked as the loop goes',
      '{% set seen = [] %}{% for i in [1, 1, 2] if i not in seen %}{% do seen.append(i) %}{{ i }}{% endfor %}',
      '12',
    ],
    [
      'loop',
      '{% for i in "ab" %}{{ [loop.index, loop.index0, loop.revindex, loop.revindex0, loop.first, loop.last, loop.length, loop.depth] }}{% endfor %}',
      '[1, 0, 2, 1, True, False, 2, 1][2, 1, 1, 0, False, True, 2, 1]',
    ],
    [
      'neighbours',
      '{% for i in [1, 2] %}{{ loop.previtem | default("-") }}{{ loop.nextitem | default("-") }}{% endfor %}',
      '-21-',
    ],
    [
      'cycle and changed',
      '{% for i in [1, 1, 2] %}{{ loop.cycle("a", "b") }}{{ loop.changed(i) }} {% endfor %}',
      'aTrue bFalse aTrue ',
    ],
    [
      'outer loop',
      '{% for i in [1] %}{% set outer = loop %}{% for j in [1, 2] %}{{ outer.index }}{{ loop.index }}{% endfor %}{% endfor %}',
      '1112',
    ],
    [
      'recursion',
      '{% for i in [1, [2, [3]]] recursive %}{% if i is iterable %}({{ loop(i) }}){% else %}{{ i }}{% endif %}{% endfor %}',
      '1(2(3))',
    ],
    [
      'break and continue',
      '{% for i in range(5) %}{% if i == 1 %}{% continue %}{% elif i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}',
      '02',
    ],
    ['filter block', '{% filter upper | replace("A", "b") %}a{{ "c" }}{% endfilter %}', 'bC'],
    ['print', '{% print 1, 2 %}', '(1, 2)'],
    [
      'macro',
      '{% macro m(a, b=a, c=none) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(1) }} {{ m(1, c=2) }} {{ m(b=3, a=4) }}',
      '11None 112 43None',
    ],
    [
      'varargs and kwargs',
      '{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, x=3) }}',
      "1(2,){'x': 3}",
    ],
    [
      'spread arguments',
      "{% macro m(a, b, c) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(1, *[2], **{'c': 3}) }}",
      '123',
    ],
    ['macros see names set later', '{% macro m() %}{{ a }}{% endmacro %}{% set a = 1 %}{{ m() }}', '1'],
    [
      'macros set nothing outside',
      '{% set a = 1 %}{% macro m() %}{% set a = 2 %}{{ a }}{% endmacro %}{{ m() }}{{ a }}',
      '21',
    ],
    [
      'macros are values',
      '{% macro m(a) %}<{{ a }}>{% endmacro %}{% set n = m %}{{ n(1) }}{{ m.name }}{{ m.arguments }}',
      "<1>m('a',)",
    ],
    [
      'call with arguments',
      '{% macro m() %}{{ caller(1, b=2) }}{% endmacro %}{% call(a, b=0) m() %}{{ a }}{{ b }}{% endcall %}',
      '12',
    ],
    [
      'caller sees names around the call',
      '{% macro m() %}{{ caller() }}{% endmacro %}{% set a = 1 %}{% call m() %}{{ a }}{% endcall %}',
      '1',
    ],
    ['call of a function', '{% call(x) dict() %}{% endcall %}', "{'caller': <Macro 'caller'>}"],
    ['groupby', `{% for k, l in ${rows} | groupby('g') %}{{ k }}{{ l | length }}{% endfor %}`, '1121'],
  ])('%s', (_what, source, expected) => {
    expect(text(source)).toBe(expected);
  });

  test.each([
    ['{% for a, b in [[1]] %}{% endfor %}', 'template/value 1:8 not enough values to unpack (expected 2, got 1)'],
    ['{% set a, b = [1, 2, 3] %}', 'template/value 1:1 too many values to unpack (expected 2, got 3)'],
    ['{% for a in 5 %}{% endfor %}', "template/type 1:13 'int' object is not iterable"],
    [
      '{% set d = {} %}{% set d.a = 1 %}',
      "template/type 1:17 cannot assign the attribute 'a' of 'd': it is no namespace (make it with namespace())",
    ],
    [
      '{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}',
      "template/type 1:34 macro 'm' takes not more than 1 argument(s), 2 given",
    ],
    [
      '{% macro m(name) %}{% endmacro %}{{ m(nmae=1) }}',
      "template/type 1:37 macro 'm' takes no keyword argument 'nmae' (did you mean 'name'?)",
    ],
    [
      '{% macro m(a) %}{% endmacro %}{{ m(1, a=1) }}',
      "template/type 1:34 macro 'm' got multiple values for argument 'a'",
    ],
    [
      '{% macro m() %}{% endmacro %}{% call m() %}{% endcall %}',
      "template/type 1:30 macro 'm' cannot be used in a call block (it does not mention 'caller()')",
    ],
    [
      '{% for i in [1] %}{{ loop([]) }}{% endfor %}',
      "template/type 1:22 only a loop marked recursive can be called (add 'recursive' to the for)",
    ],
    ['{{ 5() }}', "template/type 1:4 'int' object is not callable"],
    ['{{ dict(**[1]) }}', 'template/type 1:4 argument after ** must be a mapping, not list'],
  ])('%s fails', (source, expected) => {
    expect(summary(failure(source))).toBe(expected);
  });
});
