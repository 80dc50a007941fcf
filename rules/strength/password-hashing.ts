import { strength } from '#core';

const PACKAGES = /^(?:bcrypt|bcryptjs|argon2|@node-rs\/(?:argon2|bcrypt)|scrypt-kdf|passlib|argon2-cffi)$/;

export default strength({
  title: 'Passwords are hashed',
  area: 'security',
  equivalents: ['review:S51'],

  find(project) {
    const found = project.dependency(PACKAGES);
    return found && !found.dev
      ? { title: `Passwords are hashed: \`${found.name}\``, evidence: [project.at(found.file, found.nameSpan)] }
      : undefined;
  },

  examples: [{ files: { 'package.json': '{\n  "dependencies": {\n    "bcrypt": "^1.0.0"\n  }\n}\n' }, evidence: ['package.json:3'] }],
  lacking: [{ 'package.json': '{ "devDependencies": { "bcrypt": "^1.0.0" } }\n' }],
});
