import { strength } from '#core';

const PACKAGES =
  /^(?:swagger-ui-express|swagger-jsdoc|@nestjs\/swagger|@fastify\/swagger|@scalar\/.+|redoc-express|fastapi|drf-spectacular|flask-smorest|flasgger|@asteasolutions\/zod-to-openapi)$/;
const SWITCHED_OFF = /\b(?:docs_url|openapi_url)\s*=\s*None/;

export default strength({
  title: 'The interface describes itself',
  area: 'documentation',
  equivalents: ['review:S57'],

  find(project) {
    const found = project.dependency(PACKAGES);
    if (!found || found.dev || (found.name === 'fastapi' && project.findCode(SWITCHED_OFF))) return undefined;
    return { title: `The interface describes itself: \`${found.name}\``, evidence: [project.at(found.file, found.nameSpan)] };
  },

  examples: [{ files: { 'package.json': '{\n  "dependencies": { "swagger-ui-express": "^5.0.0" }\n}\n' }, evidence: ['package.json:2'] }],
  lacking: [{ 'requirements.txt': 'fastapi==0.115.0\n', 'main.py': 'app = FastAPI(docs_url=None)\n' }],
});
