import type { Diagnostic, Outcome } from './diagnostic.js';
import { problem } from './diagnostic.js';
import type { Json } from './json.js';
import type { Place, SourceFile } from './source-file.js';
import { placeAt } from './source-file.js';
import type { YamlComplaint } from './yaml-build.js';
import { buildYaml } from './yaml-build.js';
import type { BrokenYaml, YamlEvent } from './yaml-events.js';
import { endOf, startOf } from './yaml-events.js';
import { explain } from './yaml-explain.js';
import { eventsOf } from './yaml-parse.js';
import { YamlPlaces } from './yaml-places.js';

/** A step into YAML: a key of a mapping or an index of a sequence. */
export type YamlPath = readonly (string | number)[];

/** A YAML text, read as dbt reads it, that can still say where each value stands. */
export interface YamlText {
  readonly file: SourceFile;
  /** `null` for an empty file. */
  readonly value: Json;
  /** Where the value (or with `key` the key before it) stands; the nearest enclosing one where the path leads nowhere. */
  place(path: YamlPath, part?: 'key' | 'value'): Place;
}

/**
 * Reads YAML 1.1 the way PyYAML's safe loader does (dbt's reader). Broken text gives `yaml/syntax` errors with their
 * places and the value `null`; a key written twice is the warning `yaml/duplicate-key`, and the last one counts; aliases
 * that stand for more values than memory could hold are the error `yaml/aliases`.
 */
export function readYaml(file: SourceFile): Outcome<YamlText> {
  const events = eventsOf(file.text);
  if ('reason' in events) return { value: emptyText(file), diagnostics: [syntaxError(file, events)] };
  const { value, complaints } = buildYaml(file.text, events);
  const diagnostics = complaints.map((each) => complaintDiagnostic(file, each));
  if (diagnostics.some((each) => each.severity === 'error')) return { value: emptyText(file), diagnostics };
  const places = new YamlPlaces(file.text, events);
  const place = (path: YamlPath, part?: 'key' | 'value'): Place => placeOf(file, places.find(path, part ?? 'value'));
  return { value: { file, value, place }, diagnostics };
}

function emptyText(file: SourceFile): YamlText {
  return { file, value: null, place: () => placeAt(file, 0) };
}

function placeOf(file: SourceFile, event: YamlEvent | undefined): Place {
  const start = event && startOf(event);
  if (event === undefined || start === undefined) return placeAt(file, 0);
  const lineEnd = file.text.indexOf('\n', start);
  const end = Math.min(endOf(event) ?? Infinity, lineEnd === -1 ? file.text.length : lineEnd);
  return placeAt(file, start, Math.max(1, file.text.slice(start, end).trimEnd().length));
}

function complaintDiagnostic(file: SourceFile, complaint: YamlComplaint): Diagnostic {
  const { code, event, first, hint } = complaint;
  const at = event.type === 1 ? secondDocument(file) : placeOf(file, event);
  const more = { at, ...(hint === undefined ? {} : { hint }) };
  if (code === 'yaml/syntax') return problem(code, `Broken YAML: ${complaint.message}`, more);
  if (code === 'yaml/aliases') return problem(code, complaint.message, more);
  const also = first ? { also: [{ note: 'first here', at: placeOf(file, first) }] } : {};
  return problem(code, complaint.message, { ...more, ...also, severity: 'warning' });
}

/** A document's event has no place of its own: the second one begins behind a line of dashes. */
function secondDocument(file: SourceFile): Place {
  const marks = [...file.text.matchAll(/^---(?=\s|$)/gm)];
  const mark =
    marks[0]?.index === 0 || /^\s*(?:#.*\s*)*$/.test(file.text.slice(0, marks[0]?.index)) ? marks[1] : marks[0];
  return placeAt(file, mark?.index ?? 0, 3);
}

function syntaxError(file: SourceFile, broken: BrokenYaml): Diagnostic {
  const at = placeAt(file, broken.offset, 1);
  const { reason, hint } = explain(broken.reason, at, file.text.charAt(broken.offset));
  return problem('yaml/syntax', `Broken YAML: ${reason}.`, { at, ...(hint === undefined ? {} : { hint }) });
}
