/** `do` with a dollar quote that the body does not hold. */
export function doBlock(body: string): string {
  let tag = '$jiggy$';
  for (let n = 1; body.includes(tag); n += 1) tag = `$jiggy${n}$`;
  return `do ${tag}\n${body}\n${tag}`;
}

/** Many utility statements in one round trip. */
export function doStatements(statements: readonly string[]): string {
  return doBlock(`begin\n${statements.map((each) => `  ${each};`).join('\n')}\nend`);
}
