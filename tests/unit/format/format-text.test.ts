import { describe, expect, test } from 'vitest';
import { format } from './support.js';

describe('layout', () => {
  test('a model: common table expressions, joins, conditions, windows, empty lines between paragraphs', () => {
    const given = `with a as (

  SELECT x, count(*) OVER (PARTITION BY y order by z) AS n FROM t


)
select *, CASE WHEN x AND y THEN 1 END AS c FROM a LEFT JOIN b ON a.x = b.x AND a.y = b.y
where x > 1 or y GROUP BY x, y ORDER BY 1;`;
    expect(format(given)).toBe(`with a as (

    select
        x,
        count(*) over (partition by y order by z) as n
    from t

)
select
    *,
    case
        when x and y then 1
    end as c
from a
left join b on a.x = b.x and a.y = b.y
where x > 1
    or y
group by x, y
order by 1;
`);
  });

  test('what does not fit the width stays on lines of its own', () => {
    expect(format('select a from t group by aaaa, bbbb', { width: 18 })).toBe(
      'select a\nfrom t\ngroup by\n    aaaa,\n    bbbb\n',
    );
  });

  test('settings: case of keywords and indentation', () => {
    expect(format('select a, b from t', { keywordCase: 'upper', indent: 2 })).toBe('SELECT\n  a,\n  b\nFROM t\n');
    expect(format('Select A From T', { keywordCase: 'preserve' })).toBe('Select A\nFrom T\n');
  });
});

describe('templates', () => {
  test.each([
    [
      'an expression that is part of a name',
      'select\n    {{ m }}_amount,\n    a_{{ m }},\n    {{ a }}{{ b }}\nfrom t\n',
    ],
    ['an expression that touches an operator', 'select x >{{ limit }} as c\nfrom t\n'],
    ['white space control', 'select\n    a,\n    b {{- suffix -}} c\nfrom t\n'],
    ['a tag inside of a line', 'select\n    a{% if not x %},\n    b{% endif %}\nfrom t\n'],
    [
      'a loop',
      'select\n    {% for m in [1, 2] -%}\n    sum({{ m }}) as m_{{ m }}{% if not loop.last %},{% endif %}\n    {% endfor -%}\nfrom t\n',
    ],
    ['both branches of an if', 'select a\nfrom t\n{% if x %}\nwhere a = 1\n{% else %}\nwhere b = 2\n{% endif %}\n'],
    [
      'a branch for each join',
      "select a\nfrom t\n{% if x == 'a' %}\njoin u using (a)\n{% elif y %}\njoin v using (a)\n{% endif %}\n",
    ],
    ['a macro', '{% macro f(x) %}\n  SELECT   {{ x }}\n{% endmacro %}\n'],
    ['a block that is a value', '{% set names %}\na,   b\n{% endset %}\nselect 1\n'],
    ['raw text', "select '{% raw %}{{ x }}{% endraw %}' as a\n"],
    ['strings with expressions', "select\n    '{{ var('x') }}' as a,\n    interval '{{ n }} days' as b\n"],
    ['a template comment', '{# Why  this   is. #}\nselect 1\n'],
    ['config over several lines', "{{ config(\n  materialized='table',\n     tags=['a']\n) }}\n\nselect 1\n"],
    ['a query out of an expression', 'with a as (\n    {{ union(x) }}\n)\nselect *\nfrom a\n'],
  ])('%s stays as it is', (_what, text) => {
    expect(format(text)).toBe(text);
  });

  test('a comma before a tag stays before it', () => {
    const text = 'select a\n{% for b in c %}\n, {{ b }}\n{% endfor %}\nfrom t\n';
    expect(format(text).replaceAll(/\s+/g, ' ')).toBe(text.replaceAll(/\s+/g, ' '));
  });

  test('a line that an expression ends is not joined with the next: it may end in a comment', () => {
    expect(format('select f({{ a }}\n, b), {{ c }}\nas d from t\n')).toMatch(/\{\{ a \}\}\n[^]*\{\{ c \}\}\n/);
  });
});

describe('SQL that formatters spoil', () => {
  test.each([
    [
      'casts, arrows, slices',
      "select\n    a::int[],\n    b ->> 'k',\n    c #>> '{a,b}',\n    d[1:2],\n    e ? 'f'\nfrom t\n",
    ],
    ['literals', "select\n    E'a\\'b',\n    U&'\\0041',\n    B'01',\n    'it''s',\n    $x$ a ; 'b $x$ as c\n"],
    ['a string over lines', "select 'a\n   b' as c\n"],
    ['names in quotes', 'select\n    "A  b",\n    "select"\nfrom "S"."T"\n'],
    ['comments', 'select\n    a, -- first\n    /* second\n   line */\n    b\nfrom t -- third\n'],
    ['nested comments', 'select\n    /* a /* b */ c */\n    1\n'],
    ['a bracket that touches its function', 'select my_function(a, other(b))\nfrom t\n'],
    [
      'statements that are kept as written',
      'MERGE INTO t USING s ON t.id = s.id\n  WHEN MATCHED THEN DELETE;\ngrant   select on a to b;\n',
    ],
    ['a function', 'create function f() returns int\n  language plpgsql as $$ begin  a := 1; return a; end $$;\n'],
    ['operators', 'select\n    a * -1,\n    b - -2,\n    c <-> d,\n    |/ 4,\n    e !~* f\nfrom t\n'],
  ])('%s', (_what, text) => {
    expect(format(text, {}, true)).toBe(text);
  });

  test('parameters of typed queries', () => {
    const text =
      '/* @name Find */\nselect a\nfrom t\nwhere id = :id!\n    and b in :list\n    and c > :since::timestamptz;\n';
    expect(format(text, {}, true)).toBe(text);
  });

  test('braces that nobody renders', () => {
    expect(format("select '{{1,2},{3,4}}'::int[] , '{% x'", {}, true)).toBe(
      "select\n    '{{1,2},{3,4}}'::int[],\n    '{% x'\n",
    );
  });
});

describe('bytes', () => {
  test('CRLF stays CRLF', () => {
    expect(format('select a,\r\nb from t\r\n')).toBe('select\r\n    a,\r\n    b\r\nfrom t\r\n');
  });

  test('nothing at all, only blanks, only a comment', () => {
    expect(format('')).toBe('');
    expect(format(' \n ')).toBe(' \n ');
    expect(format('-- a  \n')).toBe('-- a\n');
  });

  test('letters that stand-ins are made of', () => {
    expect(format('select zqt0x, {{ zq }}, zqqt1x from zq')).toBe(
      'select\n    zqt0x,\n    {{ zq }},\n    zqqt1x\nfrom zq\n',
    );
  });
});

describe('left alone, with the place', () => {
  test.each([
    ['SQL that PostgreSQL cannot read', 'select a from from t', /PostgreSQL cannot read this: .*"from"/, 14],
    ['a string that does not end', "select a, 'b", /string is not closed/, 10],
    ['a comment that does not end', 'select /* a', /comment is not closed/, 7],
    ['a dollar quote that does not end', 'select $a$ b $$', /\$a\$ is not closed/, 7],
    [
      'no branch that is SQL',
      'select {% if a %} from from {% else %}\n+ from {% endif %}',
      /PostgreSQL cannot read/,
      23,
    ],
  ])('%s', (_what, text, message, offset) => {
    expect(() => format(text)).toThrow(message);
    try {
      format(text);
    } catch (error) {
      expect(error).toMatchObject({ name: 'CannotFormat', offset });
    }
  });

  test('a broken template', () => {
    expect(() => format('select {{ a from t')).toThrow(expect.objectContaining({ code: 'template/syntax' }));
    expect(() => format('{% if a %} select 1')).toThrow(expect.objectContaining({ code: 'template/syntax' }));
  });
});
