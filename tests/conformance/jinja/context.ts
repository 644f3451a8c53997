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
