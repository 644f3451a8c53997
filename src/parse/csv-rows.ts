import type { Json, JsonObject } from '../core/json.js';

/** Rows of CSV with a header, as dbt reads fixtures: every value a text, an empty one none. */
export function csvRows(text: string): readonly JsonObject[] {
  const [header, ...records] = csvRecords(text);
  if (!header) return [];
  return records
    .filter((record) => record.length > 1 || record[0] !== '')
    .map((record) =>
      Object.fromEntries(header.map((name, index): [string, Json] => [name.trim(), cell(record[index])])),
    );
}

function cell(value: string | undefined): Json {
  return value === undefined || value === '' ? null : value;
}

/** Records by RFC 4180: quoted values may hold commas, line ends and doubled quotes. */
export function csvRecords(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let value = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quoted) {
      if (character !== '"') value += character;
      else if (text.charAt(index + 1) === '"') value += text.charAt((index += 1));
      else quoted = false;
    } else if (character === '"' && value === '') {
      quoted = true;
    } else if (character === ',') {
      record.push(value);
      value = '';
    } else if (character === '\n') {
      records.push([...record, value.replace(/\r$/, '')]);
      [record, value] = [[], ''];
    } else {
      value += character;
    }
  }
  if (value !== '' || record.length > 0) records.push([...record, value]);
  return records;
}
