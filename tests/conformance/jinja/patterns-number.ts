/** Patterns of whole numbers. */
export const INT = [
  ...[
    '$text.index($text)',
    '$text.rindex("a")',
    '$text.rfind($text)',
    '$list.count($any)',
    '($any, $any).index($any)',
    '$int.bit_length()',
    '"a,b".find(",")',
  ],
  ...['$list | max', '"xbx".index("b")', '"xbx".rindex("x")', '$text | int(default=$int)'],

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
/** Patterns of floats. */
export const FLOAT = [
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
