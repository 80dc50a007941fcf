import type { FileEdit } from '../fix.ts';
import type { YamlFile } from './nodes.ts';

export type YamlEdit = FileEdit[] | undefined;

export function replaceSpan(file: YamlFile, start: number, end: number, newText: string): FileEdit[] {
  return [{ file: file.source.path, start, end, newText }];
}
