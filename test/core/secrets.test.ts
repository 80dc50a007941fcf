import assert from 'node:assert/strict';
import { findSecret, findUrlPasswords, MASK } from '#core';

describe('findSecret', () => {
  const secrets: readonly (readonly [string, string, string])[] = [
    ['POSTGRES_PASSWORD', 'hunter2', 'hunter2'],
    ['dbPassword', 'hunter2', 'hunter2'],
    ['POSTGRES_PASSWORD', '1234', '1234'],
    ['API_TOKEN', 'abc', 'abc'],
    ['ADMIN_PASSWORD', '20241', '20241'],
    ['ACCOUNT_SECRET', '20241', '20241'],
    ['DB_PASS', 'pa$$word', 'pa$$word'],
    ['NEO4J_AUTH', 'neo4j/graph-pw', 'graph-pw'],
    ['ANYTHING', `x ghp_${'a1B2'.repeat(9)}`, `ghp_${'a1B2'.repeat(9)}`],
    ['CERT', '-----BEGIN RSA PRIVATE KEY-----', '-----BEGIN RSA PRIVATE KEY-----'],
    ['SENTRY_DSN', 'https://abc@sentry.example/1', 'https://abc@sentry.example/1'],
  ];
  for (const [name, value, found] of secrets) {
    it(`${name}=${value.slice(0, 20)}`, () => {
      const secret = findSecret(name, value);
      assert.equal(secret && value.slice(secret.start, secret.end), found);
    });
  }

  const harmless: readonly (readonly [string, string])[] = [
    ['POSTGRES_PASSWORD', ''],
    ['POSTGRES_PASSWORD', MASK.repeat(8)],
    ['POSTGRES_PASSWORD_FILE', '/run/secrets/db'],
    ['JWT_PUBLIC_KEY', 'MFkwEwYHKoZIzj0CAQYI'],
    ['KMS_KEY_ALIAS', 'alias/app'],
    ['AWS_ACCESS_KEY_ID', 'something'],
    ['TOKEN_TTL', '15m'],
    ['tokenMinutes', '15'],
    ['JWT__REFRESHTOKENEXPIRATIONDAYS', '30'],
    ['PASSWORDMINCHAR', '12'],
    ['MAX_TOKENS', '4096'],
    ['PASSWORD_MIN_LENGTH', '12'],
    ['MYSQL_ALLOW_EMPTY_PASSWORD', 'yes'],
    ['USE_PASSWORD_AUTH', 'true'],
    ['SECRET_NAME', 'prod/app'],
    ['API_TOKEN', 'arn:aws:secretsmanager:eu-west-1:1:secret:x'],
    ['API_TOKEN', '/run/secrets/token'],
    ['TOKEN_URL', 'https://example.org/token'],
    ['NEO4J_AUTH', 'none'],
    ['AWS_KEY', 'AKIAIOSFODNN7EXAMPLE'],
  ];
  for (const [name, value] of harmless) {
    it(`not ${name}=${value.slice(0, 20)}`, () => assert.equal(findSecret(name, value), undefined));
  }
});

describe('findUrlPasswords', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['postgres://app:pw@db/app', ['pw']],
    ['postgresql+psycopg2://a:b@db', ['b']],
    ['redis://:pw@redis:6379/0', ['pw']],
    ['a=postgres://u:one@h b=amqp://u:two@h', ['one', 'two']],
    ['https://Zq7vR2mKx9Lw:x-oauth-basic@github.com/a/b', ['Zq7vR2mKx9Lw']],
    ['postgres://app:@db', []],
    ['postgres://db:5432/app', []],
    [`postgres://app:${MASK.repeat(5)}@db`, []],
    ['someone@example.org', []],
    ['https://example.org/a:b@c', []],
  ];
  for (const [text, expected] of cases) {
    it(text, () =>
      assert.deepEqual(
        findUrlPasswords(text)
          .filter((found) => !found.dynamic)
          .map((found) => text.slice(found.start, found.end)),
        expected,
      ),
    );
  }
});
