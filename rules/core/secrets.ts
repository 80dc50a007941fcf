import { SECRET_SHAPES } from '../data/secret-shapes.ts';
import type { Span } from './text/span.ts';

/**
 * Stands for every character of a part that is only known when it runs (`${VAR}`, `${{ … }}`), so that offsets
 * stay as they are. Callers put it over references before they ask.
 */
export const MASK = '\uE000';

/** A credential in a text; offsets into the text that was asked about. The value itself never goes into a message. */
export interface FoundSecret extends Span {
  /** `name`: the variable is named like one; `shape`: it looks like a known token; `url`: `scheme://user:it@host`. */
  readonly evidence: 'name' | 'shape' | 'url';
  /** For a message: "a GitHub token". */
  readonly label: string;
  /** A value that everybody tries first, or that says itself that it has to be changed. */
  readonly weak: boolean;
}

const SECRET_NAME =
  /PASSWORD|PASSPHRASE|PASSWD|TOKEN|SECRET|CREDENTIAL|API_?KEY|(?:PRIVATE|ACCESS|ENCRYPTION|SIGNING|MASTER|AUTH|SESSION|JWT|HMAC|APP|COOKIE)_?KEY(?![A-Z])|(?:^|_)(?:PASS|PWD|PW|PSK)(?:$|_[0-9])|[A-Z](?:PWD|PASSWD)$|_(?:SALT|DSN)$/;

/** Endings of names that are about a secret without holding one. */
const NOT_A_SECRET_NAME =
  /_(?:FILE|FILES|FILENAME|PATH|DIR|URL|URI|ENDPOINT|HOST|HOSTNAME|NAME|ID|ARN|VERSION|ALIAS|TYPE|ALG|ALGO|ALGORITHM|FORMAT|ENCODING|HEADER|FIELD|PARAM|ISSUER|ISS|AUDIENCE|AUD|PREFIX|SUFFIX|REGION|PROVIDER|BACKEND|STORE|STORAGE|MANAGER|ENGINE|CLASS|MODE|POLICY|SCOPE|SCOPES|STRATEGY|METHOD|ENABLED|DISABLED|REQUIRED|VALIDATOR|VALIDATORS|HASHERS?|RULES?|PATTERN|REGEX|MAP|MOUNT|NAMESPACE|LABEL|USER|USERNAME|EMAIL)$|^(?:ALLOW|RANDOM|GENERATE|USE|ENABLE|DISABLE|SKIP|SHOW|REQUIRE|NO)_|_(?:ALLOW_EMPTY|RANDOM)_|ALLOW_EMPTY|PUBLIC|PUBLISHABLE|TOKENIZER|LICENSE_KEY|(?:API|TOKEN|SECRET)S?_(?:COUNT|NUM)$/;

/** Beginnings of words of names whose value is an amount or a time when it is a number; `ADMIN_PASSWORD` has no `MIN`. */
const QUANTITY_NAME =
  /(?:^|_|PASSWORD|TOKEN|SECRET|KEY)(?:TTL|TIMEOUT|EXPIR|LIFETIME|LIFESPAN|DURATION|INTERVAL|RETENTION|VALID|AGE(?:_|$)|MINUTE|SECOND|HOUR|DAY|WEEK|LENGTH|LEN(?:_|$)|SIZE|LIMIT|MAX|MIN|COUNT|NUM|RATE|ROUNDS|ITERATION|RETRIES|RETRY|ATTEMPT|THRESHOLD|TOKENS|BONUS|PORT|POLICY|CHAR|HISTORY|COST|QUOTA|BUDGET|WINDOW|CLOCK|SKEW|LEEWAY|OFFSET|LEVEL|STRENGTH|BITS|BYTES)/;
const QUANTITY = /^[0-9]+(?:\.[0-9]+)?(?: ?[a-z]{1,7}|%|\/[a-z]{1,7})?$/i;

const NOT_A_VALUE =
  /^(?:true|false|yes|no|on|off|y|n|0|1|none|null|nil|undefined|enabled?|disabled?|required|optional|auto|env|file|vault|basic|bearer|jwt)$/i;

/** References to a store, and texts that a program fills in. */
const REFERENCE =
  /^(?:arn:|vault:|op:\/\/|ssm:|secretsmanager:|gcp-sm:|azurekv:|sops:|ENC\[|file:|\/|\.{1,2}\/|~\/|[A-Za-z]:[\\/])|\$\(|\{\{|^%[^%]+%$/;

const WEAK_WORDS: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'pass',
  'passw0rd',
  'p@ssw0rd',
  'password1',
  'password123',
  'secret',
  'supersecret',
  'mysecret',
  'mysecretpassword',
  'changeme',
  'changeit',
  'change',
  'admin',
  'admin123',
  'administrator',
  'root',
  'toor',
  'postgres',
  'postgresql',
  'mysql',
  'mariadb',
  'mongo',
  'mongodb',
  'redis',
  'rabbitmq',
  'neo4j',
  'guest',
  'test',
  'testing',
  'test123',
  'demo',
  'user',
  'default',
  'dev',
  'development',
  'local',
  'example',
  'sample',
  'foo',
  'bar',
  'foobar',
  'qwerty',
  'letmein',
  'welcome',
  '1234',
  '12345',
  '123456',
  '12345678',
  '123456789',
  'abc123',
  'minio',
  'minioadmin',
  'minio123',
  'airflow',
  'wordpress',
  'keycloak',
  'elastic',
  'docker',
  'db',
]);
const PLACEHOLDER =
  /change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this|with)|your[-_ ]|(?:^|[-_ ])(?:example|placeholder|dummy|todo|fixme|insert)(?:[-_ ]|$)|in[-_ ]production|^<.*>$|^x{3,}$|^\*{3,}$|^\.{3}$/i;

/** `dbPassword`, `db-password` → `DB_PASSWORD`. */
function constantCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toUpperCase();
}

/** A variable of this name would hold a credential. */
export function isSecretName(name: string): boolean {
  const upper = constantCase(name);
  return SECRET_NAME.test(upper) && !NOT_A_SECRET_NAME.test(upper);
}

/** A value that everybody tries first, or that says itself that it has to be changed. */
export function isWeakSecret(value: string): boolean {
  return WEAK_WORDS.has(value.toLowerCase()) || isPlaceholderSecret(value);
}

/**
 * Made by a machine: letters and digits in turn, as in keys that a service gave out. People's own words, be they
 * `my-development-secret-123`, change less often.
 */
export function isRandomSecret(value: string): boolean {
  if (value.length < 16 || !/^[\w.+/=~-]+$/.test(value)) return false;
  let changes = 0;
  let before = '';
  for (const char of value) {
    const now = /[0-9]/.test(char) ? 'digit' : /[a-z]/.test(char) ? 'small' : /[A-Z]/.test(char) ? 'capital' : before;
    if (before !== '' && now !== before) changes++;
    before = now;
  }
  return changes >= value.length / 5;
}

/** `change-me`, `your-secret-key`, `<token>`. */
export function isPlaceholderSecret(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/**
 * The credential that a variable's literal value holds, by its name and its value together.
 * Quiet for what names a file, a public key, a switch or an amount, and for everything that is only known when it runs.
 * @param value with {@link MASK} over references
 */
export function findSecret(name: string, value: string): FoundSecret | undefined {
  const shaped = findSecretShapes(value)[0];
  if (shaped) return shaped;
  const composite = compositeSecret(name, value);
  if (composite) return composite;
  if (!isSecretName(name) || !isSecretValue(name, value)) return undefined;
  return { start: 0, end: value.length, evidence: 'name', label: 'a credential', weak: isWeakSecret(value) };
}

function isSecretValue(name: string, value: string): boolean {
  if (value.trim() === '' || value.includes(MASK) || NOT_A_VALUE.test(value) || REFERENCE.test(value)) return false;
  if (QUANTITY.test(value) && QUANTITY_NAME.test(constantCase(name))) return false;
  // A value with blanks is a sentence or a command; an address is judged by the credentials in it, except where it is one (a DSN).
  if (/\s/.test(value.trim()) && !/PASS/i.test(name)) return false;
  return !/^[a-z][a-z0-9+.-]*:\/\//i.test(value) || /_DSN$/i.test(name);
}

/** `NEO4J_AUTH=neo4j/password`, `HTTP_AUTH=user:password`: only what follows the user is secret. */
function compositeSecret(name: string, value: string): FoundSecret | undefined {
  if (!/(?:^|_)(?:AUTH|BASICAUTH|BASIC_AUTH|USERPASS|USERPWD)$/i.test(name) || value.includes('://')) return undefined;
  const parts = /^([A-Za-z0-9_.@-]{1,64})([/:])(\S+)$/.exec(value);
  const secret = parts?.[3];
  if (!parts || !secret || secret.includes(MASK) || /^[0-9]+$/.test(secret)) return undefined;
  const start = (parts[1]?.length ?? 0) + 1;
  return { start, end: value.length, evidence: 'name', label: 'a credential', weak: isWeakSecret(secret) || secret === parts[1] };
}

/** Keys and tokens of known shapes, wherever they stand; documented examples do not count. */
export function findSecretShapes(text: string): FoundSecret[] {
  if (text.length < 16) return [];
  const found: FoundSecret[] = [];
  for (const { label, pattern } of SECRET_SHAPES) {
    const match = pattern.exec(text);
    if (!match || /EXAMPLE|xxxx|0000000000|1234567890/i.test(match[0])) continue;
    const start = match.index;
    const end = start + match[0].length;
    if (!found.some((other) => start < other.end && other.start < end)) found.push({ start, end, evidence: 'shape', label, weak: false });
  }
  return found.sort((a, b) => a.start - b.start);
}

export interface UrlPassword extends FoundSecret {
  readonly scheme: string;
  readonly user: string;
  /** Some of it is only known when it runs: then it is no literal. */
  readonly dynamic: boolean;
}

/**
 * Passwords in `scheme://user:password@host`, also several in one text.
 * @param text with {@link MASK} over references
 */
export function findUrlPasswords(text: string): UrlPassword[] {
  const found: UrlPassword[] = [];
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const scheme = /[A-Za-z][A-Za-z0-9+.-]*$/.exec(text.slice(Math.max(0, at - 40), at))?.[0];
    const authority = /^[^\s/?#"'`<>|]{1,500}/.exec(text.slice(at + 3, at + 503))?.[0] ?? '';
    const sign = authority.lastIndexOf('@');
    const colon = authority.indexOf(':');
    if (!scheme || sign < 0 || colon < 0 || colon + 1 >= sign) continue;
    const behind = authority.slice(colon + 1, sign);
    // GitHub and others take a token as the user, with this word as the password.
    const isUser = behind === 'x-oauth-basic';
    const password = isUser ? authority.slice(0, colon) : behind;
    const start = at + 3 + (isUser ? 0 : colon + 1);
    if (password === '') continue;
    found.push({
      start,
      end: start + password.length,
      evidence: 'url',
      label: 'a password',
      scheme: scheme.toLowerCase(),
      user: isUser ? '' : authority.slice(0, colon),
      weak: isWeakSecret(password),
      dynamic: password.includes(MASK) || /^(?:\*+|x{3,}|\.{3}|<.*)$/i.test(password),
    });
  }
  return found;
}
