/** One file of a tar archive as tests write it. */
export interface TarFile {
  readonly path: string;
  readonly text?: string;
  /** `0` a file, `2` a link, `5` a folder. */
  readonly type?: string;
}

/** A .tar of these files. */
export function tarOf(files: readonly TarFile[]): Buffer {
  return Buffer.concat([...files.map(entry), Buffer.alloc(1024)]);
}

function entry({ path, text = '', type = '0' }: TarFile): Buffer {
  const content = Buffer.from(text);
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}
