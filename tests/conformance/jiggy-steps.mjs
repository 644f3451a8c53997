// Runs several commands of the built jiggy in one process: jiggy-steps.mjs OUT STEPS. OUT gets a list of `{code, output}`.
import { readFileSync, writeFileSync } from 'node:fs';
import { main } from '../../dist/cli/program.js';

const [, , out, steps] = process.argv;
let output = '';
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (text) => {
    output += String(text);
    return true;
  };
}
const ends = [];
for (const args of JSON.parse(readFileSync(steps, 'utf8'))) {
  output = '';
  const code = await main(args);
  ends.push({ code, output });
}
writeFileSync(out, JSON.stringify(ends));
