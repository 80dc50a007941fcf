export { blockBelow, headerEnd } from './blocks.ts';
export * from './edit.ts';
export { isEditable } from './layout.ts';
export {
  asMap,
  asScalar,
  asSeq,
  type YamlComment,
  type YamlDocument,
  type YamlFile,
  YamlItem,
  type YamlLines,
  YamlMap,
  type YamlMark,
  type YamlNode,
  YamlPair,
  type YamlProblem,
  type YamlProblemCode,
  YamlScalar,
  YamlSeq,
  type YamlStyle,
} from './nodes.ts';
export { parseYaml, type YamlOptions } from './parse.ts';
