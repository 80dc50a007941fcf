import { strength } from '#core';

const PACKAGES =
  /^(?:jsonwebtoken|jose|passport-jwt|@nestjs\/jwt|express-session|next-auth|@auth\/.+|lucia|iron-session|pyjwt|python-jose|fastapi-users|authlib|flask-login|better-auth)$/;

export default strength({
  title: 'Users are known by tokens or sessions',
  area: 'security',
  equivalents: ['review:S52'],

  find(project) {
    const found = project.dependency(PACKAGES);
    return found && !found.dev
      ? { title: `Users are known by tokens or sessions: \`${found.name}\``, evidence: [project.at(found.file, found.nameSpan)] }
      : undefined;
  },

  examples: [{ files: { 'package.json': '{\n  "dependencies": {\n    "jsonwebtoken": "^1.0.0"\n  }\n}\n' }, evidence: ['package.json:3'] }],
  lacking: [{ 'package.json': '{ "devDependencies": { "jsonwebtoken": "^1.0.0" } }\n' }],
});
