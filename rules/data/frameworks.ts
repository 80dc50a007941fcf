/**
 * Packages that tell what an application is. From the npm and PyPI registries, 2026-11. To refresh: add a package when its own page
 * calls it a server framework, a user interface library or a database client.
 */

/** Packages with which a program answers HTTP requests. */
export const SERVER_PACKAGES = {
  npm: [
    'express',
    'fastify',
    'koa',
    '@nestjs/core',
    '@hapi/hapi',
    'hono',
    'restify',
    '@adonisjs/core',
    '@feathersjs/feathers',
    '@apollo/server',
    'apollo-server',
    'apollo-server-express',
    'polka',
    'h3',
    'elysia',
    'next',
    'nuxt',
    '@remix-run/node',
    '@react-router/node',
    '@sveltejs/kit',
  ],
  python: ['fastapi', 'flask', 'django', 'starlette', 'sanic', 'tornado', 'litestar', 'bottle', 'falcon', 'quart', 'djangorestframework'],
} as const;

/** Those of the above whose pages are a user interface at the same time. */
export const FULL_STACK_PACKAGES: readonly string[] = ['next', 'nuxt', '@remix-run/node', '@react-router/node', '@sveltejs/kit'];

/** Packages with which a program draws in a browser. */
export const UI_PACKAGES: readonly string[] = [
  'react-dom',
  'vue',
  'svelte',
  '@angular/core',
  'preact',
  'solid-js',
  'lit',
  'astro',
  'gatsby',
  ...FULL_STACK_PACKAGES,
];

/** Packages that make documentation or a site of articles: whoever has one beside a library runs no application. */
export const DOCUMENTATION_PACKAGES: readonly string[] = [
  '@docusaurus/core',
  'vitepress',
  'vuepress',
  'nextra',
  '@astrojs/starlight',
  'fumadocs-core',
  '@rspress/core',
  'rspress',
  'gatsby',
  '@11ty/eleventy',
  'hexo',
];

/** Packages with which pages that would be made once are made for each request. */
export const SERVER_ADAPTERS: readonly string[] = [
  '@astrojs/node',
  '@astrojs/vercel',
  '@astrojs/netlify',
  '@astrojs/cloudflare',
  '@astrojs/deno',
];

export type DatastoreKind = 'postgres' | 'mysql' | 'mongodb' | 'redis' | 'sqlite' | 'neo4j' | 'elasticsearch' | 'sql' | 'cache' | 'other';

/** Client packages → the store that they talk to; `sql` where the package serves several. */
export const DATASTORE_PACKAGES: Readonly<Record<'npm' | 'python', Readonly<Record<string, DatastoreKind>>>> = {
  npm: {
    pg: 'postgres',
    postgres: 'postgres',
    '@neondatabase/serverless': 'postgres',
    '@vercel/postgres': 'postgres',
    mysql: 'mysql',
    mysql2: 'mysql',
    mariadb: 'mysql',
    mongodb: 'mongodb',
    mongoose: 'mongodb',
    redis: 'redis',
    ioredis: 'redis',
    'better-sqlite3': 'sqlite',
    sqlite3: 'sqlite',
    'neo4j-driver': 'neo4j',
    '@elastic/elasticsearch': 'elasticsearch',
    '@prisma/client': 'sql',
    prisma: 'sql',
    typeorm: 'sql',
    sequelize: 'sql',
    knex: 'sql',
    'drizzle-orm': 'sql',
    '@mikro-orm/core': 'sql',
    kysely: 'sql',
    objection: 'sql',
  },
  python: {
    psycopg2: 'postgres',
    'psycopg2-binary': 'postgres',
    psycopg: 'postgres',
    asyncpg: 'postgres',
    mysqlclient: 'mysql',
    pymysql: 'mysql',
    aiomysql: 'mysql',
    pymongo: 'mongodb',
    motor: 'mongodb',
    mongoengine: 'mongodb',
    redis: 'redis',
    aiosqlite: 'sqlite',
    neo4j: 'neo4j',
    elasticsearch: 'elasticsearch',
    sqlalchemy: 'sql',
    sqlmodel: 'sql',
    django: 'sql',
    'tortoise-orm': 'sql',
    peewee: 'sql',
  },
};
