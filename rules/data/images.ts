/**
 * What well-known images are: their kind, their ports, where they keep data, and a health probe that the image itself
 * can run.
 * Source: the images' pages on Docker Hub and quay.io, their Dockerfiles, and the documentation of each product.
 * Date: 2025-11. Refresh by hand: a probe has to name a program that the image holds.
 */
export type ImageCategory = 'database' | 'cache' | 'broker' | 'search' | 'web' | 'app' | 'tool';

export interface Probe {
  /** `healthcheck.test` as a list; `$$` where the container's shell is to see a dollar sign. */
  readonly test: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly startPeriod?: string;
}

export interface ImageKind {
  readonly id: string;
  readonly title: string;
  readonly category: ImageCategory;
  /** Names without registry and tag, as `familiarName` gives them. */
  readonly names: readonly string[];
  /** Ports on which data can be reached. */
  readonly ports: readonly number[];
  readonly dataPaths: readonly string[];
  readonly probe?: Probe;
  /** The probe holds from this major version on; a tag that does not tell gets no probe. */
  readonly probeSince?: number;
  /** The image brings a HEALTHCHECK of its own. */
  readonly hasHealthcheck?: boolean;
}

const DATABASE_PROBE = { interval: '10s', timeout: '5s', retries: 5 } as const;
const SLOW_PROBE = { interval: '30s', timeout: '10s', retries: 5, startPeriod: '40s' } as const;

export const IMAGE_KINDS: readonly ImageKind[] = [
  {
    id: 'postgres',
    title: 'PostgreSQL',
    category: 'database',
    names: [
      'postgres',
      'pgvector/pgvector',
      'postgis/postgis',
      'timescale/timescaledb',
      'timescale/timescaledb-ha',
      'supabase/postgres',
      'imresamu/postgis',
    ],
    ports: [5432],
    dataPaths: ['/var/lib/postgresql', '/var/lib/postgresql/data'],
    probe: { ...DATABASE_PROBE, test: ['CMD-SHELL', 'pg_isready -U $${POSTGRES_USER:-postgres}'] },
  },
  {
    id: 'bitnami-postgres',
    title: 'PostgreSQL',
    category: 'database',
    names: ['bitnami/postgresql', 'bitnamilegacy/postgresql'],
    ports: [5432],
    dataPaths: ['/bitnami/postgresql'],
  },
  {
    id: 'mysql',
    title: 'MySQL',
    category: 'database',
    names: ['mysql', 'mysql/mysql-server', 'percona', 'percona/percona-server'],
    ports: [3306],
    dataPaths: ['/var/lib/mysql'],
    // Over TCP: the server that runs the init scripts listens on the socket alone.
    probe: { ...DATABASE_PROBE, test: ['CMD', 'mysqladmin', 'ping', '-h', '127.0.0.1', '--silent'] },
  },
  {
    id: 'mariadb',
    title: 'MariaDB',
    category: 'database',
    names: ['mariadb'],
    ports: [3306],
    dataPaths: ['/var/lib/mysql'],
    probe: { ...DATABASE_PROBE, test: ['CMD', 'healthcheck.sh', '--connect', '--innodb_initialized'] },
    probeSince: 10,
  },
  {
    id: 'bitnami-mysql',
    title: 'MySQL',
    category: 'database',
    names: ['bitnami/mysql', 'bitnami/mariadb', 'bitnamilegacy/mysql', 'bitnamilegacy/mariadb', 'linuxserver/mariadb'],
    ports: [3306],
    dataPaths: ['/bitnami/mysql', '/bitnami/mariadb'],
  },
  {
    id: 'mongo',
    title: 'MongoDB',
    category: 'database',
    names: ['mongo', 'mongodb/mongodb-community-server'],
    ports: [27017],
    dataPaths: ['/data/db'],
    probe: { ...DATABASE_PROBE, test: ['CMD', 'mongosh', '--quiet', '--eval', "db.adminCommand('ping')"] },
    probeSince: 6,
  },
  {
    id: 'bitnami-mongodb',
    title: 'MongoDB',
    category: 'database',
    names: ['bitnami/mongodb'],
    ports: [27017],
    dataPaths: ['/bitnami/mongodb'],
  },
  {
    id: 'redis',
    title: 'Redis',
    category: 'cache',
    names: ['redis', 'redis/redis-stack', 'redis/redis-stack-server'],
    ports: [6379],
    dataPaths: ['/data'],
    probe: { ...DATABASE_PROBE, test: ['CMD', 'redis-cli', 'ping'] },
  },
  {
    id: 'valkey',
    title: 'Valkey',
    category: 'cache',
    names: ['valkey/valkey'],
    ports: [6379],
    dataPaths: ['/data'],
    probe: { ...DATABASE_PROBE, test: ['CMD', 'valkey-cli', 'ping'] },
  },
  {
    id: 'redis-like',
    title: 'Redis',
    category: 'cache',
    names: [
      'bitnami/redis',
      'bitnami/valkey',
      'bitnamilegacy/redis',
      'eqalpha/keydb',
      'docker.dragonflydb.io/dragonflydb/dragonfly',
      'ghcr.io/dragonflydb/dragonfly',
    ],
    ports: [6379],
    dataPaths: ['/data', '/bitnami/redis/data'],
  },
  { id: 'memcached', title: 'Memcached', category: 'cache', names: ['memcached', 'bitnami/memcached'], ports: [11211], dataPaths: [] },
  {
    id: 'rabbitmq',
    title: 'RabbitMQ',
    category: 'broker',
    names: ['rabbitmq'],
    ports: [5672, 15672],
    dataPaths: ['/var/lib/rabbitmq'],
    probe: { ...SLOW_PROBE, test: ['CMD', 'rabbitmq-diagnostics', '-q', 'ping'] },
  },
  {
    id: 'kafka',
    title: 'Kafka',
    category: 'broker',
    names: [
      'apache/kafka',
      'bitnami/kafka',
      'confluentinc/cp-kafka',
      'confluentinc/cp-server',
      'wurstmeister/kafka',
      'redpandadata/redpanda',
      'docker.redpanda.com/redpandadata/redpanda',
    ],
    ports: [9092],
    dataPaths: ['/var/lib/kafka/data', '/bitnami/kafka'],
  },
  {
    id: 'zookeeper',
    title: 'ZooKeeper',
    category: 'broker',
    names: ['zookeeper', 'bitnami/zookeeper', 'confluentinc/cp-zookeeper'],
    ports: [2181],
    dataPaths: ['/data', '/bitnami/zookeeper'],
  },
  { id: 'nats', title: 'NATS', category: 'broker', names: ['nats'], ports: [4222], dataPaths: ['/data'] },
  { id: 'mosquitto', title: 'Mosquitto', category: 'broker', names: ['eclipse-mosquitto'], ports: [1883], dataPaths: ['/mosquitto/data'] },
  {
    id: 'neo4j',
    title: 'Neo4j',
    category: 'database',
    names: ['neo4j'],
    ports: [7474, 7687],
    dataPaths: ['/data'],
    probe: { ...SLOW_PROBE, test: ['CMD-SHELL', 'wget -q --spider http://127.0.0.1:7474 || exit 1'] },
  },
  {
    id: 'elasticsearch',
    title: 'Elasticsearch',
    category: 'search',
    names: ['elasticsearch', 'docker.elastic.co/elasticsearch/elasticsearch', 'bitnami/elasticsearch'],
    ports: [9200, 9300],
    dataPaths: ['/usr/share/elasticsearch/data'],
    probe: { ...SLOW_PROBE, test: ['CMD-SHELL', 'curl -fsS http://127.0.0.1:9200/_cluster/health || exit 1'] },
  },
  {
    id: 'opensearch',
    title: 'OpenSearch',
    category: 'search',
    names: ['opensearchproject/opensearch', 'public.ecr.aws/opensearchproject/opensearch'],
    ports: [9200, 9600],
    dataPaths: ['/usr/share/opensearch/data'],
    probe: { ...SLOW_PROBE, test: ['CMD-SHELL', 'curl -fsS http://127.0.0.1:9200/_cluster/health || exit 1'] },
  },
  { id: 'solr', title: 'Solr', category: 'search', names: ['solr'], ports: [8983], dataPaths: ['/var/solr'] },
  {
    id: 'meilisearch',
    title: 'Meilisearch',
    category: 'search',
    names: ['getmeili/meilisearch'],
    ports: [7700],
    dataPaths: ['/meili_data'],
  },
  { id: 'typesense', title: 'Typesense', category: 'search', names: ['typesense/typesense'], ports: [8108], dataPaths: ['/data'] },
  { id: 'qdrant', title: 'Qdrant', category: 'database', names: ['qdrant/qdrant'], ports: [6333, 6334], dataPaths: ['/qdrant/storage'] },
  {
    id: 'clickhouse',
    title: 'ClickHouse',
    category: 'database',
    names: ['clickhouse/clickhouse-server', 'clickhouse'],
    ports: [8123, 9000],
    dataPaths: ['/var/lib/clickhouse'],
  },
  {
    id: 'cassandra',
    title: 'Cassandra',
    category: 'database',
    names: ['cassandra', 'scylladb/scylla'],
    ports: [9042],
    dataPaths: ['/var/lib/cassandra', '/var/lib/scylla'],
  },
  { id: 'couchdb', title: 'CouchDB', category: 'database', names: ['couchdb'], ports: [5984], dataPaths: ['/opt/couchdb/data'] },
  {
    id: 'influxdb',
    title: 'InfluxDB',
    category: 'database',
    names: ['influxdb'],
    ports: [8086],
    dataPaths: ['/var/lib/influxdb', '/var/lib/influxdb2'],
  },
  {
    id: 'cockroachdb',
    title: 'CockroachDB',
    category: 'database',
    names: ['cockroachdb/cockroach'],
    ports: [26257],
    dataPaths: ['/cockroach/cockroach-data'],
  },
  {
    id: 'mssql',
    title: 'SQL Server',
    category: 'database',
    names: ['mcr.microsoft.com/mssql/server', 'mcr.microsoft.com/azure-sql-edge'],
    ports: [1433],
    dataPaths: ['/var/opt/mssql'],
  },
  {
    id: 'oracle',
    title: 'Oracle Database',
    category: 'database',
    names: ['gvenzl/oracle-xe', 'gvenzl/oracle-free', 'container-registry.oracle.com/database/express'],
    ports: [1521],
    dataPaths: ['/opt/oracle/oradata'],
  },
  {
    id: 'etcd',
    title: 'etcd',
    category: 'database',
    names: ['quay.io/coreos/etcd', 'bitnami/etcd', 'gcr.io/etcd-development/etcd'],
    ports: [2379],
    dataPaths: ['/etcd-data', '/bitnami/etcd'],
  },
  {
    id: 'nginx',
    title: 'nginx',
    category: 'web',
    names: ['nginx', 'nginxinc/nginx-unprivileged', 'openresty/openresty'],
    ports: [],
    dataPaths: [],
  },
  { id: 'httpd', title: 'Apache httpd', category: 'web', names: ['httpd'], ports: [], dataPaths: [] },
  { id: 'caddy', title: 'Caddy', category: 'web', names: ['caddy'], ports: [], dataPaths: ['/data'] },
  { id: 'traefik', title: 'Traefik', category: 'web', names: ['traefik'], ports: [], dataPaths: [] },
  { id: 'haproxy', title: 'HAProxy', category: 'web', names: ['haproxy'], ports: [], dataPaths: [] },
  {
    id: 'shell',
    title: 'a base system',
    category: 'tool',
    names: [
      'alpine',
      'busybox',
      'debian',
      'ubuntu',
      'bash',
      'fedora',
      'almalinux',
      'rockylinux',
      'curlimages/curl',
      'hello-world',
      'minio/mc',
      'willwill/wait-for-it',
      'dadarek/wait-for-dependencies',
      'jwilder/dockerize',
      'certbot/certbot',
      'flyway/flyway',
      'liquibase/liquibase',
      'migrate/migrate',
      'amazon/aws-cli',
    ],
    ports: [],
    dataPaths: [],
  },
];
