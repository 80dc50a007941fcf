import type { Span } from '../text/span.ts';
import type { YamlNode, YamlPair, YamlScalar } from '../yaml/yaml.ts';
import type { KeyValue } from './entries.ts';
import type { Interpolation } from './interpolation.ts';
import type { ComposeFile } from './model.ts';
import type { Mount } from './mounts.ts';
import type { ResourceKind } from './parsed.ts';
import type { Port } from './ports.ts';
import type { Build, ComposeImage, Dependency, Service } from './service.ts';

/** `${VAR…}` in a value of the file, wherever it stands; once for every place in the text. */
export interface InterpolationNode {
  readonly file: ComposeFile;
  readonly scalar: YamlScalar;
  readonly interpolation: Interpolation;
  /** Place in the file. */
  readonly span: Span;
  /** The key whose value it stands in: the variable's name in `environment`, else the mapping's key. */
  readonly keyName: string | undefined;
}

/** An entry of a top-level section: a volume, network, secret or config. */
export interface Resource {
  readonly file: ComposeFile;
  readonly kind: ResourceKind;
  readonly name: string;
  readonly key: YamlScalar;
  readonly pair: YamlPair;
  readonly value: YamlNode | undefined;
}

/** A place that names a service or a top-level entry. */
export interface ComposeReference {
  readonly service: Service;
  readonly kind: ResourceKind | 'services';
  readonly name: string;
  readonly span: Span;
  /** The key that holds it: `depends_on`, `volumes`, `network_mode`. */
  readonly from: string;
}

/** Level → the node that a rule's handler of that level receives. */
export interface ComposeNodes {
  file: ComposeFile;
  service: Service;
  image: ComposeImage;
  build: Build;
  port: Port;
  volume: Mount;
  environmentEntry: KeyValue;
  buildArgument: KeyValue;
  label: KeyValue;
  dependency: Dependency;
  reference: ComposeReference;
  resource: Resource;
  interpolation: InterpolationNode;
}
