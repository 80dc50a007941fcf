/**
 * When the makers of well-known base images stop mending a release. Sources, read 2026-11-21: endoflife.date for each product, with
 * nodejs.org/en/about/previous-releases, devguide.python.org/versions, debian.org/releases (end of long-term support), ubuntu.com/about/release-cycle
 * (end of standard support), alpinelinux.org/releases, php.net/supported-versions, ruby-lang.org/en/downloads/branches, go.dev/doc/devel/release,
 * postgresql.org/support/versioning, dotnet.microsoft.com/platform/support/policy, mariadb.org/about/#maintenance-policy, elastic.co/support/eol,
 * hub.docker.com/_/openjdk (deprecation notice), aws.amazon.com/amazon-linux-2/faqs, docs.fedoraproject.org (releases). To refresh: compare each row with its page and add releases that have got a date.
 */

/** Image as people write it → release → day of its end, ISO. A release is the beginning of a tag, or the name of a distribution in it. */
export const END_OF_LIFE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  node: {
    '10': '2021-04-30',
    '12': '2022-04-30',
    '14': '2023-04-30',
    '15': '2021-06-01',
    '16': '2023-09-11',
    '17': '2022-06-01',
    '18': '2025-04-30',
    '19': '2023-06-01',
    '20': '2026-04-30',
    '21': '2024-06-01',
    '22': '2027-04-30',
    '23': '2025-06-01',
    '24': '2028-04-30',
    '25': '2026-06-01',
  },
  python: {
    '2.7': '2020-01-01',
    '3.6': '2021-12-23',
    '3.7': '2023-06-27',
    '3.8': '2024-10-07',
    '3.9': '2025-10-31',
    '3.10': '2026-10-31',
    '3.11': '2027-10-31',
    '3.12': '2028-10-31',
    '3.13': '2029-10-31',
  },
  debian: {
    '8': '2020-06-30',
    '9': '2022-06-30',
    '10': '2024-06-30',
    '11': '2026-08-31',
    '12': '2028-06-30',
    jessie: '2020-06-30',
    stretch: '2022-06-30',
    buster: '2024-06-30',
    bullseye: '2026-08-31',
    bookworm: '2028-06-30',
  },
  ubuntu: {
    '14.04': '2019-04-25',
    '16.04': '2021-04-30',
    '18.04': '2023-05-31',
    '20.04': '2025-05-31',
    '22.04': '2027-04-01',
    xenial: '2021-04-30',
    bionic: '2023-05-31',
    focal: '2025-05-31',
    jammy: '2027-04-01',
  },
  alpine: {
    '3.12': '2022-05-01',
    '3.13': '2022-11-01',
    '3.14': '2023-05-01',
    '3.15': '2023-11-01',
    '3.16': '2024-05-23',
    '3.17': '2024-11-22',
    '3.18': '2025-05-09',
    '3.19': '2025-11-01',
    '3.20': '2026-04-01',
    '3.21': '2026-11-01',
    '3.22': '2027-05-01',
  },
  centos: { '6': '2020-11-30', '7': '2024-06-30', '8': '2021-12-31' },
  php: {
    '7.2': '2020-11-30',
    '7.3': '2021-12-06',
    '7.4': '2022-11-28',
    '8.0': '2023-11-26',
    '8.1': '2025-12-31',
    '8.2': '2026-12-31',
    '8.3': '2027-12-31',
  },
  ruby: { '2.6': '2022-04-12', '2.7': '2023-03-31', '3.0': '2024-04-23', '3.1': '2025-03-26', '3.2': '2026-03-31', '3.3': '2027-03-31' },
  golang: { '1.20': '2024-02-06', '1.21': '2024-08-13', '1.22': '2025-02-11', '1.23': '2025-08-12', '1.24': '2026-02-11' },
  postgres: {
    '9.6': '2021-11-11',
    '10': '2022-11-10',
    '11': '2023-11-09',
    '12': '2024-11-21',
    '13': '2025-11-13',
    '14': '2026-11-12',
    '15': '2027-11-11',
  },
  mysql: { '5.6': '2021-02-05', '5.7': '2023-10-31', '8.0': '2026-04-30' },
  mongo: { '4.2': '2023-04-30', '4.4': '2024-02-29', '5.0': '2024-10-31', '6.0': '2025-07-31', '7.0': '2027-08-31' },
  redis: { '5': '2022-04-27', '6': '2023-08-31', '7.0': '2024-07-29' },
  mariadb: { '10.3': '2023-05-25', '10.4': '2024-06-18', '10.5': '2025-06-24', '10.6': '2026-07-06', '10.11': '2028-02-16' },
  elasticsearch: { '6': '2022-02-10', '7': '2026-01-15' },
  '.NET': {
    '3.1': '2022-12-13',
    '5.0': '2022-05-10',
    '6.0': '2024-11-12',
    '7.0': '2024-05-14',
    '8.0': '2026-11-10',
    '9.0': '2026-11-10',
    '10.0': '2028-11-14',
  },
  // The image itself was given up: eclipse-temurin and others go on.
  openjdk: { '8': '2022-07-26', '11': '2022-07-26', '16': '2022-07-26', '17': '2022-07-26' },
  tomcat: { '8.5': '2024-03-31', '10.0': '2022-10-31' },
  amazonlinux: { '1': '2023-12-31', '2': '2026-06-30' },
  fedora: { '37': '2023-12-05', '38': '2024-05-21', '39': '2024-11-26', '40': '2025-05-13', '41': '2025-12-15' },
};

/** Images that are called otherwise than what is in them. */
const PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/^mcr\.microsoft\.com\/dotnet\/(?:aspnet|runtime|runtime-deps|sdk)$/, '.NET'],
  [/^docker\.elastic\.co\/elasticsearch\/elasticsearch$/, 'elasticsearch'],
  [/^public\.ecr\.aws\/amazonlinux\/amazonlinux$/, 'amazonlinux'],
];

/** Distributions that other images stand on, by the word in their tags. */
const DISTRIBUTIONS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|-)(jessie|stretch|buster|bullseye|bookworm)(?:-|$)/, 'debian'],
  [/(?:^|-)(xenial|bionic|focal|jammy)(?:-|$)/, 'ubuntu'],
  [/(?:^|-)alpine(3\.\d+)(?:-|$)/, 'alpine'],
];

/** What a tag says is past its end, or will be: the product's own release first, then the distribution below. */
export interface EndOfLife {
  readonly product: string;
  readonly release: string;
  /** ISO date. */
  readonly date: string;
}

/**
 * When an image is no longer mended.
 * @param name as people write it: `node`, `library/python`
 */
export function endOfLifeOf(name: string, tag: string): readonly EndOfLife[] {
  const found: EndOfLife[] = [];
  const familiar = name.replace(/^library\//, '');
  const product = PRODUCTS.find(([pattern]) => pattern.test(familiar))?.[1] ?? familiar;
  const releases = Object.hasOwn(END_OF_LIFE, product) ? END_OF_LIFE[product] : undefined;
  const version = /^v?(\d+(?:\.\d+)*)(?=$|[-.])/.exec(tag)?.[1] ?? /^([a-z]+)(?=$|-)/.exec(tag)?.[1];
  if (releases && version !== undefined) {
    const parts = version.split('.');
    for (const release of [parts.slice(0, 2).join('.'), parts[0] ?? '']) {
      const date = Object.hasOwn(releases, release) ? releases[release] : undefined;
      if (date === undefined) continue;
      found.push({ product, release, date });
      break;
    }
  }
  for (const [pattern, distribution] of DISTRIBUTIONS) {
    const release = distribution === product ? undefined : pattern.exec(tag)?.[1];
    const date = release === undefined ? undefined : END_OF_LIFE[distribution]?.[release];
    if (release !== undefined && date !== undefined) found.push({ product: distribution, release, date });
  }
  return found;
}
