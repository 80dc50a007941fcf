/** Files that have much to say about each other, each with its texts; `null`: the file is not there. The first texts make a whole project. */
export const ENTANGLED: Readonly<Record<string, readonly (string | null)[]>> = {
  'docker-compose.yml': [
    'services:\n  api:\n    build: ./api\n    env_file: .env\n    ports: ["${PORT:-3000}:3000"]\n    depends_on: [db]\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD}\n',
    'services:\n  api:\n    build:\n      context: ./api\n      target: runtime\n    extends:\n      file: common.yml\n      service: base\n  db:\n    image: postgres\n',
    'include: [common.yml]\nservices:\n  api:\n    image: api:1\n    networks: [front]\n',
    null,
  ],
  'docker-compose.override.yml': [
    null,
    'services:\n  api:\n    command: npm run dev\n    volumes: ["./api:/app"]\n  db:\n    ports: ["5432:5432"]\n',
  ],
  'docker-compose.prod.yml': [
    'services:\n  api:\n    restart: always\n    deploy:\n      resources:\n        limits:\n          memory: 512M\n',
    'services:\n  api:\n    user: "1000"\n  worker:\n    image: worker\n',
    null,
  ],
  'common.yml': [null, 'services:\n  base:\n    image: base:1\n    restart: "no"\nnetworks:\n  front:\n', 'services: [broken\n'],
  'api/Dockerfile': [
    'FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nFROM node:22-slim AS runtime\nCOPY --from=build /app /app\nCMD ["npm", "start"]\n',
    'FROM node:16\nCOPY . .\nRUN npm install\nEXPOSE 3000\nUSER node\nCMD node server.js\n',
    null,
  ],
  'api/.dockerignore': [null, 'node_modules\n.git\n.env*\n'],
  'api/package.json': [
    '{ "name": "api", "scripts": { "start": "node server.js", "build": "tsc", "test": "vitest" }, "devDependencies": { "typescript": "5" } }\n',
    '{ "name": "api", "packageManager": "pnpm@9.0.0", "scripts": { "start": "nodemon server.js" } }\n',
    null,
  ],
  'api/package-lock.json': ['{ "name": "api", "lockfileVersion": 3, "packages": {} }\n', null],
  '.env': [null, 'DB_PASSWORD=hunter2hunter2\nPORT=8080\n', 'PORT=1\n'],
  '.env.example': [null, 'DB_PASSWORD=\n'],
  '.gitignore': ['.env\n', null],
  '.github/workflows/ci.yml': [
    'on:\n  push:\n    branches: [main]\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n      - uses: ./.github/actions/setup\n        with:\n          version: 1\n      - run: npm test\n        working-directory: api\n',
    'on: pull_request\njobs:\n  test:\n    uses: ./.github/workflows/called.yml\n    with:\n      name: x\n',
    null,
  ],
  '.github/workflows/called.yml': [
    'on:\n  workflow_call:\n    inputs:\n      name:\n        type: string\n        required: true\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build -t x api\n',
    'on: workflow_call\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make deploy\n',
    null,
  ],
  '.github/workflows/deploy.yml': [
    'on:\n  push:\n    branches: [main]\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    environment: production\n    steps:\n      - run: ssh me@example.org docker compose -f docker-compose.yml -f docker-compose.prod.yml up -d\n',
    null,
  ],
  '.github/actions/setup/action.yml': [
    'name: setup\ndescription: sets up\ninputs:\n  version:\n    required: true\nruns:\n  using: composite\n  steps:\n    - run: npm ci\n      shell: bash\n',
    'name: setup\ndescription: sets up\ninputs:\n  node:\n    required: true\nruns:\n  using: composite\n  steps:\n    - run: npm ci\n',
    null,
  ],
  '.seaworthy.yaml': [
    null,
    'profile: strict\nrules:\n  secrets: critical\n',
    'overrides:\n  - files: ["**/Dockerfile"]\n    role: development\nignore: [".github/**"]\n',
  ],
  'api/.seaworthy.yaml': [null, 'profile: all\n'],
  '.hadolint.yaml': [null, 'ignored: [DL3008, DL3059]\ntrustedRegistries: [docker.io]\n'],
  Makefile: [null, 'deploy:\n\tkubectl apply -f k8s\n'],
};
