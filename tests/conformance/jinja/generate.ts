import fc from 'fast-check';

/** The names that generated templates may use. */
export const context = {
  xs: ['a', 'b', 'c'],
  nums: [3, 1, 2, 10, -4],
  floats: [1.5, 0.25, -2.75, 1e-7],
  d: { a: 1, b: 2, c: 'x' },
  empty: [],
  nothing: null,
  yes: true,
  no: false,
  num: 3,
  neg: -7,
  f: 1.5,
  s: '  Hi there, World  ',
  word: 'jaffle_shop',
  rows: [
    { n: 'x', v: 1, g: 'A' },
    { n: 'y', v: 2, g: 'b' },
    { n: 'z', v: 3, g: 'a' },
  ],
  nested: { list: [[1, 2], [3]], map: { k: 'v', n: null } },
  uni: 'straße 😀 É',
};

/** Arbitraries of expressions by the type that they most likely have. */
interface Expressions {
  int: string;
  float: string;
  text: string;
  bool: string;
  list: string;
  dict: string;
  any: string;
}

const word = fc.constantFrom(
  'a',
  'b',
  'ab',
  'x y',
  'Hello World',
  'foo-bar',
  "it's",
  'q"q',
  '',
  ' pad ',
  'a,b,c',
  '%s',
  '1',
  '2.5',
  'é',
  'line\\nline',
  '{}',
  'A.b',
);
const quoted = word.map((text) => (text.includes("'") ? `"${text}"` : `'${text}'`));

/** Fills `$int`, `$text`, ... in a pattern with expressions of the type. */
function pattern(tie: (name: keyof Expressions) => fc.Arbitrary<string>, source: string): fc.Arbitrary<string> {
  const parts = source.split(/\$(int|float|text|bool|list|dict|any)/);
  const holes = parts.filter((_, index) => index % 2 === 1) as (keyof Expressions)[];
  return fc
    .tuple(...holes.map((hole) => tie(hole)))
    .map((values) => parts.map((part, index) => (index % 2 === 1 ? (values[(index - 1) / 2] ?? '') : part)).join(''));
}

const INT = [
  ...['$int + $int', '$int - $int', '$int * $int', '$int // $int', '$int % $int', '-$int', '+$int', '($int)', '2 ** 3'],
  ...[
    '$list | length',
    '$text | length',
    '$text.count($text)',
    '$text.find($text)',
    '$text | int',
    '$float | int',
    '$int | abs',
  ],
  ...[
    '$list | sum',
    '$list.index($any)',
    '$list | count',
    '$dict | length',
    '$text | wordcount',
    '$int if $bool else $int',
  ],
  ...[
    '$list | map("int") | sum',
    '$dict.get($text, $int)',
    '$any | int($int)',
    '$int | round',
    '($int, $int)[0]',
    '$int ** 2',
  ],
  ...['rows | sum(attribute="v")', 'rows[1].v', 'loop.index', 'nums | min', 'nums | max', '$text | int(0, 16)'],
];
const FLOAT = [
  ...[
    '$int / $int',
    '$float + $int',
    '$float * $float',
    '$float - $float',
    '$float // $int',
    '$float % $float',
    '-$float',
  ],
  ...[
    '$float | round',
    '$float | round(1)',
    '$float | round(2, "floor")',
    '$float | round(1, "ceil")',
    '$int | float',
    '$text | float',
  ],
  ...['$float | abs', '$int ** -1', '$float ** 2', '$text | float(0.5)', '$int * 1.0', '$float if $bool else $float'],
];
const TEXT = [
  ...[
    '$text ~ $any',
    '$any ~ $any ~ $any',
    '$text + $text',
    '$text * 2',
    '$text.upper()',
    '$text.lower()',
    '$text.title()',
  ],
  ...[
    '$text.strip()',
    '$text.lstrip()',
    '$text.rstrip()',
    '$text.strip($text)',
    '$text.replace($text, $text)',
    '$text.capitalize()',
  ],
  ...[
    '$text | upper',
    '$text | lower',
    '$text | title',
    '$text | trim',
    '$text | capitalize',
    '$text | replace($text, $text)',
  ],
  ...[
    '$text[0]',
    '$text[-1]',
    '$text[1:]',
    '$text[:-1]',
    '$text[::-1]',
    '$text[$int:$int]',
    '$text[::2]',
    '$text[$int]',
  ],
  ...[
    '$text.format($any, $any)',
    '"{} {}".format($any, $any)',
    '"{0}-{1}".format($any, $any)',
    '"{a}{b}".format(a=$any, b=$any)',
  ],
  ...[
    '"{:>8}|{:<6}|{:^7}".format($text, $text, $text)',
    '"{:05d} {:+d} {:,}".format($int, $int, $int)',
    '"{:.2f} {:e} {:g}".format($float, $float, $float)',
  ],
  ...[
    '"%s-%s" % ($any, $any)',
    '"%d %5.2f" % ($int, $float)',
    '"%s" % $text',
    '"%r" % [$any]',
    '"%(a)s" % {"a": $any}',
    '"%05d|%-6s|%+d" % ($int, $text, $int)',
  ],
  ...[
    '"%s-%s" | format($any, $any)',
    '"%x %o %e %g" % ($int | abs, $int | abs, $float, $float)',
    '"{!r:>10}".format($text)',
  ],
  ...[
    '$list | join',
    '$list | join($text)',
    '$text.join(["a", "b"])',
    '$text.join($text)',
    '$any | string',
    '$any | tojson',
    '$text | indent',
    '$text | indent(2, true)',
  ],
  ...[
    '$text | truncate(5)',
    '$text | truncate($int, true, "")',
    '$text | center(12)',
    '$text.center(9, "*")',
    '$text.ljust(6) ~ "|"',
    '$text.rjust(7, ".")',
    '$text.zfill(5)',
  ],
  ...[
    '$text | reverse',
    '$text if $bool else $text',
    '($text)',
    '$text | default("z")',
    '$text | first',
    '$text | last',
    '$text | urlencode',
    '$text | striptags',
  ],
  ...[
    '$text.swapcase()',
    '$text.casefold()',
    '$text.removeprefix("a")',
    '$text.removesuffix("b")',
    '$text.expandtabs(4)',
    '$text | wordwrap(5)',
  ],
  ...[
    'rows[0].n',
    'd.c',
    'd["c"]',
    '$list | map("string") | join("|")',
    'rows | map(attribute="n") | join(",")',
    '"a" "b"',
    '$int | filesizeformat',
  ],
];
const BOOL = [
  ...[
    '$int < $int',
    '$int <= $int',
    '$int == $int',
    '$int != $float',
    '$int > $float',
    '$text == $text',
    '$text < $text',
    '$int < $int < $int',
    '$any == $any',
  ],
  ...[
    'not $bool',
    '$bool and $bool',
    '$bool or $bool',
    '$text in $text',
    '$any in $list',
    '$any not in $list',
    '$text in $dict',
    '$list == $list',
    '$dict == $dict',
  ],
  ...[
    '$any is none',
    '$any is not none',
    '$any is defined',
    '$any is string',
    '$any is number',
    '$any is mapping',
    '$any is iterable',
    '$any is sequence',
    '$any is boolean',
  ],
  ...[
    '$int is odd',
    '$int is even',
    '$int is divisibleby 3',
    '$any is integer',
    '$any is float',
    '$any is true',
    '$any is false',
    '$text is lower',
    '$text is upper',
  ],
  ...[
    '$int is eq 3',
    '$int is gt($int)',
    '$any is in $list',
    '$any is sameas none',
    '$any is callable',
    '$text.startswith($text)',
    '$text.endswith("b")',
    '$text.isdigit()',
  ],
  ...[
    '$text.isalpha()',
    '$text.islower()',
    '$text.isspace()',
    '$text.isalnum()',
    '$text.istitle()',
    '$text.isupper()',
    '$int is ne $int',
    '$int in nums',
    '$list < $list',
    'undefined_name is defined',
    'undefined_name is undefined',
  ],
];
const LIST = [
  ...[
    '[$any, $any]',
    '[$int, $int, $int]',
    '[$text, $text]',
    '[$any]',
    '[]',
    '($any, $any)',
    '($any,)',
    '$list + $list',
    '[$any] * 2',
    '$list[1:]',
    '$list[::-1]',
    '$list[:$int]',
  ],
  ...[
    '$list | list',
    '$list | sort',
    '$list | unique | list',
    '$list | reverse | list',
    'nums | sort(reverse=true)',
    'xs | map("upper") | list',
    '$list | map("string") | list',
  ],
  ...[
    '$text.split()',
    '$text.split($text)',
    '$text.split(",", 1)',
    '$text.rsplit(None, 1)',
    '$text.splitlines()',
    '$text.partition($text)',
    '$text.rpartition("b")',
    '$text | list',
    '$dict | list',
    '$dict.keys() | list',
  ],
  ...[
    '$dict.values() | list',
    '$dict.items() | list',
    '$dict | dictsort',
    '$dict | items | list',
    '$dict | dictsort(false, "value")',
    'range($int) | list',
    'range(1, 10, 3) | list',
    'range(5, 0, -2) | list',
  ],
  ...[
    '$list | select | list',
    '$list | reject("none") | list',
    'nums | select("odd") | list',
    'nums | select("gt", 1) | list',
    '$list | select("string") | list',
    'nums | reject(">", 2) | list',
    '$list | batch(2) | list',
  ],
  ...[
    '$list | batch(2, "-") | list',
    '$list | slice(2) | list',
    '$list | slice(2, 0) | list',
    'rows | selectattr("v", "gt", 1) | map(attribute="n") | list',
    'rows | rejectattr("n", "equalto", "x") | list',
    'rows | map(attribute="zz", default=$any) | list',
  ],
  ...[
    'rows | groupby("g") | list',
    'rows | sort(attribute="g,n") | map(attribute="n") | list',
    'rows | groupby("g") | map(attribute="grouper") | list',
    'rows | groupby("g") | map("first") | list',
    '$list if $bool else $list',
    'nested.list',
    'nested.list[0]',
  ],
  ...[
    'xs',
    'nums',
    'rows',
    'floats',
    'empty',
    '$list | map("default", 0) | list',
    '$list.copy()',
    'rows | map("length") | list',
    '[$list, $dict]',
    'rows | unique(attribute="g") | list',
    'xs | map("replace", "a", "b") | list',
    '$dict.items()',
    '$dict.keys()',
    'range(3)',
  ],
];
const DICT = [
  ...[
    '{}',
    '{$text: $any}',
    '{$text: $any, "k": $any}',
    '{1: $any, "a": $any}',
    'd',
    'nested',
    'nested.map',
    'rows[0]',
    'dict(a=$any, b=$any)',
    'dict($dict, z=$any)',
    '$dict.copy()',
    'dict([["p", $any]])',
    '{$int: $text, true: $any}',
    '{(1, 2): $any}',
    '{none: $any}',
  ],
];
const ANY = [
  '$int',
  '$float',
  '$text',
  '$bool',
  '$list',
  '$dict',
  'nothing',
  'none',
  '$list[0]',
  '$dict.a',
  '$dict["k"]',
  '$any or $any',
  '$any and $any',
  '$any if $bool',
  '$list | first',
  '$list | last',
  '$list | max',
  '$list | min',
  '$any | default($any)',
  '$any | default($any, true)',
  'undefined_name | default($any)',
  '$dict.get($text)',
  '$list[$int]',
  '$any.a',
  'd.zz',
];

const leaf: Record<keyof Expressions, fc.Arbitrary<string>> = {
  int: fc.oneof(
    fc.integer({ min: -20, max: 30 }).map(String),
    fc.constantFrom('num', 'neg', '0', '1', '1_000', '9007199254740993', '0x1f'),
  ),
  float: fc.constantFrom(
    'f',
    '1.5',
    '0.1',
    '2.0',
    '1e3',
    '1.0e-7',
    '1e16',
    '123456.789',
    '-0.0',
    '3.14159',
    '0.5',
    '2.5',
    '1e22',
    '5e-324',
  ),
  text: fc.oneof(quoted, fc.constantFrom('s', 'word', 'uni')),
  bool: fc.constantFrom('true', 'false', 'yes', 'no', 'True', 'False'),
  list: fc.constantFrom('xs', 'nums', '[]', '[1, 2]', '["b", "a"]', '[none, 1]', '(1, "a")', 'floats', 'nested.list'),
  dict: fc.constantFrom('d', '{}', "{'a': 1}", "{'b': [1], 'a': 'x'}", 'nested.map', 'rows[0]'),
  any: fc.constantFrom('1', "'a'", 'none', 'true', '1.0', 'xs', 'd', 'num', 'f'),
};

const patterns: Record<keyof Expressions, readonly string[]> = {
  int: INT,
  float: FLOAT,
  text: TEXT,
  bool: BOOL,
  list: LIST,
  dict: DICT,
  any: ANY,
};

/** Expressions of every kind, nested up to a depth. */
function expressions(depth: number): Record<keyof Expressions, fc.Arbitrary<string>> {
  if (depth === 0) return leaf;
  const inner = expressions(depth - 1);
  const tie = (name: keyof Expressions): fc.Arbitrary<string> => inner[name];
  const names = Object.keys(patterns) as (keyof Expressions)[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      fc.oneof(
        { weight: 1, arbitrary: leaf[name] },
        { weight: 3, arbitrary: fc.constantFrom(...patterns[name]).chain((source) => pattern(tie, source)) },
      ),
    ]),
  ) as Record<keyof Expressions, fc.Arbitrary<string>>;
}

const STATEMENTS = [
  '{{ $any }}',
  '{{- $any -}}',
  '{{ $text }}',
  '{{ $list }}',
  '{{ $int }}',
  '{{ $float }}',
  '{{ $bool }}',
  '{{ $dict }}',
  '{# note #}',
  '{#- note -#}',
  '{% if $bool %}@{% else %}@{% endif %}',
  '{% if $any -%} @ {%- elif $bool %}@{% endif %}',
  '{%- if $any %}@{% endif -%}',
  '{% for i in $list %}{{ i }}@{% endfor %}',
  '{% for i in $list %}{{ loop.index }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ i }}{% else %}none{% endfor %}',
  '{% for i in $list if i is not none %}{{ loop.revindex }}{{ i }};{% endfor %}',
  '{% for k, v in $dict.items() %}{{ k }}={{ v }},{% endfor %}',
  '{% for k in $dict %}{{ k }}{{ loop.previtem | default("-") }}{{ loop.nextitem | default("-") }}{% endfor %}',
  '{% for i in $list %}{% if loop.index > 1 %}{% break %}{% endif %}{{ i }}{% endfor %}',
  '{% for i in $list %}{% if i %}{% continue %}{% endif %}{{ i }}@{% endfor %}',
  '{% for i in $list %}{{ loop.cycle("o", "e") }}{{ loop.changed(i) }}{% endfor %}',
  '{% for i in $list %}{% for j in $list %}{{ loop.index }}{{ i }}{{ j }}{% endfor %}{{ loop.depth }}{% endfor %}',
  '{% for a, b in $dict | dictsort %}{{ a }}{{ b }}{% endfor %}',
  '{% set v = $any %}{{ v }}@',
  '{% set a, b = $any, $any %}{{ a }}{{ b }}',
  '{% set v %}@{% endset %}[{{ v }}]',
  '{% set v | upper %}@x{% endset %}{{ v }}',
  '{% set v = $int %}{% for i in xs %}{% set v = i %}{{ v }}{% endfor %}{{ v }}',
  '{% set ns = namespace(n=$int, t="") %}{% for i in xs %}{% set ns.n = ns.n + 1 %}{% set ns.t = ns.t ~ i %}{% endfor %}{{ ns.n }}{{ ns.t }}',
  '{% macro m(a, b=$any) %}({{ a }}:{{ b }}){% endmacro %}{{ m($any) }}{{ m($any, b=$any) }}',
  '{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m($any, $any, z=$any) }}',
  '{% macro m(x) %}<{{ caller(x) }}>{% endmacro %}{% call(y) m($any) %}{{ y }}@{% endcall %}',
  '{% macro m(x, y=x) %}{{ x }}{{ y }}{% endmacro %}{{ m($any) | upper }}',
  '{% filter upper %}@{{ $text }}{% endfilter %}',
  '{% filter replace("a", "b") | trim %} a@{% endfilter %}',
  '{% do [].append($any) %}@',
  '{% set l = [] %}{% for i in $list %}{% do l.append(i) %}{% endfor %}{{ l }}',
  '{% set l = $list | list %}{% do l.insert(0, $any) %}{% do l.extend($list) %}{{ l }}{{ l.pop() }}{{ l | length }}',
  '{% set m = {} %}{% do m.update({"k": $any}) %}{{ m }}{{ m.pop("k") }}{{ m }}',
  '{% set m = dict($dict) %}{{ m.setdefault("q", $any) }}{{ m }}',
  '{% raw %}{{ x }}{% y %}{% endraw %}',
  '{%- raw -%} {{ x }} {%- endraw -%}',
  '{% with a = $any, b = $any %}{{ a }}{{ b }}@{% endwith %}',
  '{% for i in $list recursive %}{{ i }}{% if loop.depth < 3 and i is iterable and i is not string %}({{ loop(i) }}){% endif %}{% endfor %}',
  '{% set l = $list | list %}{% do l.sort() %}{{ l }}{% do l.reverse() %}{{ l }}',
  '{{ cycler("a", $any).next() }}',
  '{% set j = joiner("|") %}{{ j() }}{{ j() }}',
  '{{ $list | map("upper") | join }}',
  '{% if $any is mapping %}@{% elif $any is string %}s{% else %}o{% endif %}',
  '{% set v = namespace(a=$any) %}{% if true %}{% set v.a = $any %}{% endif %}{{ v.a }}',
  '{% for i in range($int) %}{{ i }}{% endfor %}',
  '{{ $any if $bool }}',
  '{% print $any %}',
] as const;

const texts = fc.constantFrom(
  '',
  ' ',
  '\n',
  'select ',
  '\n  from x\n',
  '\t',
  'a',
  '\r\n',
  ' and\n\n',
  '% }',
  '{ ',
  "it's",
);

/** Whole templates. */
export function templates(): fc.Arbitrary<string> {
  const all = expressions(2);
  const statement = (depth: number): fc.Arbitrary<string> =>
    fc.constantFrom(...STATEMENTS).chain((source) =>
      pattern((name) => all[name], source).chain((filled) => {
        const pieces = filled.split('@');
        const holes = pieces.slice(1).map(() => (depth > 0 ? body(depth - 1) : texts));
        return fc.tuple(...holes).map((bodies) => pieces.map((piece, index) => piece + (bodies[index] ?? '')).join(''));
      }),
    );
  const body = (depth: number): fc.Arbitrary<string> =>
    fc.array(fc.tuple(texts, statement(depth)), { minLength: 1, maxLength: 2 }).map((parts) => parts.flat().join(''));
  return fc.tuple(body(1), texts).map((parts) => parts.join(''));
}

const FRAGMENTS = [
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '#}',
    '{{-',
    '-}}',
    '{%-',
    '-%}',
    '{%+',
    '+%}',
    '-#}',
    '{#-',
    ' ',
    '\n',
    '  \n ',
    '\r\n',
    'text',
    '{',
    '}',
    '%',
  ],
  ...[
    '{{ num }}',
    '{{- num -}}',
    '{% if yes %}',
    '{% else %}',
    '{% endif %}',
    '{%- for x in xs -%}',
    '{% endfor %}',
    '{{ x }}',
    '{% raw %}',
    '{% endraw %}',
    '{%- endraw -%}',
  ],
  ...[
    '{% set a = 1 %}',
    '{% set b %}',
    '{% endset %}',
    '{# c #}',
    '{% macro f(a, b=1) %}',
    '{% endmacro %}',
    '{{ f(1) }}',
    '{% call f(2) %}',
    '{% endcall %}',
    '{% do xs %}',
    '{% break %}',
  ],
] as const;
const PIECES = [
  ...[
    'num',
    'xs',
    'd',
    's',
    'yes',
    '1',
    '2.5',
    '1.',
    '.5',
    '2e0',
    '0x1F',
    '1_0',
    '00',
    "'a'",
    '"b"',
    'true',
    'none',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ':',
    ',',
    '.',
    '|',
    '~',
    '+',
    '-',
    '*',
    '/',
    '//',
    '**',
    '%',
    '==',
  ],
  ...[
    '!=',
    '<',
    '<=',
    '>',
    '>=',
    '=',
    'in',
    'not',
    'is',
    'and',
    'or',
    'if',
    'else',
    'upper',
    'length',
    'defined',
    'odd',
    'eq',
    'list',
    '[0]',
    'xs[1:]',
    '.a',
    '(1)',
    '|upper',
    '|length',
    '|list',
    ' is defined',
    ' is odd',
    ' ',
    ' ',
  ],
] as const;

/** Tags and text in any order, for whitespace. */
export function tags(): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
}

/** Pieces of syntax in any order; most are errors, and should be to both. */
export function fragments(): fc.Arbitrary<string> {
  const pieces = (most: number): fc.Arbitrary<string[]> =>
    fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: most });
  const spaced = pieces(7).map((parts) => `{{ ${parts.join(' ')} }}`);
  const tight = pieces(5).map((parts) => `{{${parts.join('')}}}`);
  return fc.oneof(spaced, tight, tags());
}
