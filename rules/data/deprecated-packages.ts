/**
 * Packages that their authors gave up, with what took their place. Source: the pages of the packages on npmjs.com and pypi.org and their
 * repositories. Date: 2026-11-21. To refresh: add a package when its own page says that it is deprecated or no longer maintained.
 */
export interface DeprecatedPackage {
  /** What to use in its place; undefined where nothing took it. */
  readonly successor?: string;
  /** The successor has the same interface: only the name changes. */
  readonly isRenamed?: true;
  /** Why, as the end of a sentence about the package. */
  readonly reason: string;
}

export const DEPRECATED_PACKAGES: Readonly<Record<'npm' | 'python', Readonly<Record<string, DeprecatedPackage>>>> = {
  npm: {
    request: { successor: 'undici', reason: 'has been deprecated since 2020' },
    'request-promise': { successor: 'undici', reason: 'has been deprecated since 2020' },
    csurf: { reason: 'is deprecated and its repository archived' },
    'node-sass': { successor: 'sass', reason: 'is deprecated' },
    tslint: { successor: 'typescript-eslint', reason: 'has been deprecated since 2019' },
    'babel-eslint': { successor: '@babel/eslint-parser', reason: 'is deprecated' },
    'node-uuid': { successor: 'uuid', reason: 'was renamed', isRenamed: true },
    jade: { successor: 'pug', reason: 'was renamed', isRenamed: true },
    istanbul: { successor: 'nyc', reason: 'is no longer maintained' },
    vm2: { successor: 'isolated-vm', reason: 'was given up because its holes cannot be closed' },
    'apollo-server-express': { successor: '@apollo/server', reason: 'has been at its end of life since 2024' },
    'apollo-server': { successor: '@apollo/server', reason: 'has been at its end of life since 2024' },
    'create-react-class': { reason: 'is deprecated' },
    'react-scripts': { successor: 'vite', reason: 'has been deprecated with Create React App since 2025' },
  },
  python: {
    pypdf2: { successor: 'pypdf', reason: 'goes on as `pypdf` since 2022' },
    'python-jose': { successor: 'pyjwt', reason: 'is hardly maintained and had several holes' },
    pycrypto: { successor: 'pycryptodome', reason: 'has been unmaintained since 2013' },
    nose: { successor: 'pytest', reason: 'has been unmaintained since 2015' },
    sklearn: { successor: 'scikit-learn', reason: 'is a placeholder for another name', isRenamed: true },
    'flask-script': { reason: 'is no longer maintained: Flask has a command line of its own' },
    fuzzywuzzy: { successor: 'thefuzz', reason: 'was renamed' },
    aioredis: { successor: 'redis', reason: 'is part of `redis` now' },
  },
};
