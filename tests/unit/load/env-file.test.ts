import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEnvFile, withEnvFile } from '../../../src/load/env-file.js';
import { writeFiles } from '../../support/project.js';
import { tell } from '../../support/tell.js';

const read = (text: string, env = {}): ReturnType<typeof readEnvFile> => readEnvFile({ path: '.env', text }, env);

test('names, quotes, remarks, other variables: as python-dotenv reads them', () => {
  const text = [
    '# a remark',
    'FOO',
    'BAR=',
    "export Q='a b' # c",
    'W="a\\nb"',
    'X=${Q}y',
    'PLAIN=$HOME',
    'M="two',
    'lines"',
    'S=a # c',
    'T=a#c',
    'U = spaced',
    'V=${NONE:-otherwise}',
  ].join('\r\n');
  expect(read(text).value).toEqual({
    BAR: '',
    Q: 'a b',
    W: 'a\nb',
    X: 'a by',
    PLAIN: '$HOME',
    M: 'two\r\nlines',
    S: 'a',
    T: 'a#c',
    U: 'spaced',
    V: 'otherwise',
  });
});

test('what is set already wins', () => {
  expect(read('A=file\nB=${A}\n', { A: 'real' }).value).toEqual({ A: 'real', B: 'real' });
});

test('a line that is none is passed over with a warning', () => {
  const { value, diagnostics } = read('A=1\n=x\nB=2\n');
  expect(value).toEqual({ A: '1', B: '2' });
  expect(tell(diagnostics)).toBe(
    'warning load/env-file .env:2:1 This line of .env is no NAME=value and is passed over.',
  );
});

test('the nearest file above the working folder', async () => {
  const root = await writeFiles({ '.env': 'A=top\n', 'inner/.env': 'A=inner\n', 'other/x': '' });
  expect((await withEnvFile(join(root, 'inner'), {})).value).toEqual({ A: 'inner' });
  expect((await withEnvFile(join(root, 'other'), {})).value).toEqual({ A: 'top' });
});
