import { type FoundSecret, findSecret, findUrlPasswords } from '../secrets.ts';
import type { KeyValue } from './entries.ts';
import type { ComposeFile } from './model.ts';

/** A credential that is written in an entry of `environment` or of build arguments. */
export interface Credential {
  readonly entry: KeyValue;
  readonly found: FoundSecret;
  /** As the program gets it. */
  readonly secret: string;
  /** Name of the variable that it belongs in; two of one name and one value are copies of one credential. */
  readonly variable: string;
}

/** What the images of databases call the password that URLs of a scheme carry. */
export const DATABASE_VARIABLES: Readonly<Record<string, string>> = {
  postgres: 'POSTGRES_PASSWORD',
  postgresql: 'POSTGRES_PASSWORD',
  mysql: 'MYSQL_PASSWORD',
  mariadb: 'MARIADB_PASSWORD',
  redis: 'REDIS_PASSWORD',
  mongodb: 'MONGO_INITDB_ROOT_PASSWORD',
  amqp: 'RABBITMQ_DEFAULT_PASS',
};

/** The credentials of an entry: passwords in URLs, else what its name or its shape tells. */
export function credentialsOf(entry: KeyValue): Credential[] {
  const { value } = entry;
  if (value === undefined || !entry.scalar) return [];
  const secretOf = ({ start, end }: FoundSecret) => value.slice(start, end).replaceAll('$$', '$');
  const inUrls = findUrlPasswords(entry.masked);
  if (inUrls.length > 0) {
    return inUrls
      .filter(({ dynamic }) => !dynamic)
      .map((found) => ({ entry, found, secret: secretOf(found), variable: urlVariable(entry, found.scheme) }));
  }
  const found = findSecret(entry.name, entry.masked);
  return found ? [{ entry, found, secret: secretOf(found), variable: valueVariable(entry, found) }] : [];
}

/** `DATABASE_URL=postgresql+asyncpg://…` holds what PostgreSQL's image calls `POSTGRES_PASSWORD`. */
function urlVariable(entry: KeyValue, scheme: string): string {
  return DATABASE_VARIABLES[scheme.replace(/\+.*$/, '')] ?? urlPasswordName(entry, scheme);
}

/** `SHOP_URL` → `SHOP_PASSWORD` */
export function urlPasswordName(entry: KeyValue, scheme: string): string {
  return variableName(`${entry.name.replace(/_?(?:URL|URI|DSN|CONN|CONNECTION|CONNECTION_STRING)$/i, '') || scheme}_PASSWORD`);
}

/** `NEO4J_AUTH=neo4j/…` holds a `NEO4J_PASSWORD`. */
export function valueVariable(entry: KeyValue, found: FoundSecret): string {
  const isPart = found.start > 0 && found.evidence === 'name';
  return variableName(isPart ? entry.name.replace(/_?(?:BASIC_?AUTH|AUTH|USERPASS|USERPWD)$/i, '_PASSWORD') : entry.name);
}

/** A name that Compose can interpolate. */
export function variableName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9_]+/g, '_').toUpperCase();
  return /^[0-9]/.test(name) ? `_${name}` : name;
}

/** The places of a credential, in the file and in those that Compose merges with it; what an alias repeats counts once. */
export function copiesOf(entry: KeyValue, found: FoundSecret): readonly Credential[] {
  const all = entry.service.file.together.flatMap((file) => file.credentials);
  const own = all.find((one) => one.entry.scalar === entry.scalar && one.found.start === found.start);
  if (!own) return [];
  const places = new Map<string, Credential>();
  for (const one of all) {
    if (one.secret !== own.secret || one.variable !== own.variable || one.entry.scalar?.aliased) continue;
    places.set(`${one.entry.service.file.path}:${one.entry.scalar?.span.start}:${one.found.start}`, one);
  }
  return [...places.values()];
}

/** All credentials of a file. */
export function credentialsIn(file: ComposeFile): readonly Credential[] {
  return file.services.flatMap((service) => [...service.environment, ...service.buildArguments].flatMap(credentialsOf));
}
