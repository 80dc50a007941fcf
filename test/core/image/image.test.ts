import assert from 'node:assert/strict';
import { type ImageVariable, isMovingTag, parseImage, readInterpolations } from '#core';

describe('parseImage', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['nginx', 'docker.io library/nginx - - nginx'],
    ['nginx:1.29', 'docker.io library/nginx 1.29 - nginx'],
    ['docker.io/nginx', 'docker.io library/nginx - - nginx'],
    ['docker.io/library/nginx:1', 'docker.io library/nginx 1 - nginx'],
    ['bitnami/redis:7', 'docker.io bitnami/redis 7 - bitnami/redis'],
    ['localhost:5000/foo', 'localhost:5000 foo - - localhost:5000/foo'],
    ['ghcr.io/a/b:1@sha256:ab', 'ghcr.io a/b 1 sha256:ab ghcr.io/a/b'],
    ['nginx@sha256:ab', 'docker.io library/nginx - sha256:ab nginx'],
    ['nginx:${TAG:-latest}', 'docker.io library/nginx latest - nginx'],
    ['nginx:${TAG}', 'docker.io library/nginx ? - nginx'],
    ['${REG:-ghcr.io}/a/b:1', 'ghcr.io a/b 1 - ghcr.io/a/b'],
    ['${IMAGE}', 'docker.io - ? - -'],
    ['${IMAGE:-redis:7}', 'docker.io library/redis 7 - redis'],
  ];
  for (const [text, expected] of cases) {
    it(text, () => {
      const variables: ImageVariable[] = readInterpolations(text).parts.map((part) => ({
        start: part.start,
        end: part.end,
        default: part.default,
      }));
      const image = parseImage(text, variables);
      assert.ok(image);
      const tag = image.tag ?? (image.isTagKnown ? '-' : '?');
      assert.equal(
        `${image.registry ?? '-'} ${image.repository ?? '-'} ${tag} ${image.digest ?? '-'} ${image.familiarName ?? '-'}`,
        expected,
      );
    });
  }

  it('gives the places of name and tag in the text', () => {
    const text = 'ghcr.io/a/b:${TAG:-latest}@sha256:ab';
    const image = parseImage(text, [{ start: 12, end: 26, default: 'latest' }]);
    const at = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);
    assert.deepEqual([at(image?.nameSpan), at(image?.tagSpan), at(image?.digestSpan)], ['ghcr.io/a/b', '${TAG:-latest}', 'sha256:ab']);
  });

  for (const text of ['', 'a b', 'x/', ':1']) it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseImage(text), undefined));
});

describe('isMovingTag', () => {
  for (const tag of ['latest', 'stable', 'nightly-alpine', 'lts']) it(tag, () => assert.ok(isMovingTag(tag)));
  for (const tag of ['1', '3.13-slim', 'stable-20240101', 'bookworm', 'v2']) it(`not ${tag}`, () => assert.ok(!isMovingTag(tag)));
});
