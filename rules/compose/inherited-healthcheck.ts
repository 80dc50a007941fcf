import { builtFrom, composeRule, related, yaml } from '#core';

const WORKS_IN_BACKGROUND = /\b(?:celery|rq worker|dramatiq|huey|arq|sidekiq|resque|worker|beat|scheduler|consumer|queue:work|bullmq?)\b/;
const ASKS_HTTP = /\bcurl\b|\bwget\b|https?:\/\/|urlopen|\bhttp\b/;

export default composeRule({
  title: 'Worker that inherits the health check of a server',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The check asks a port on which a worker does not listen: the container counts as unhealthy for ever, and what waits for it never starts.',
  equivalents: ['review:X03'],
  noFix: 'How a worker can be asked whether it is well depends on it: `celery inspect ping`, or `disable: true`.',

  visit: {
    service(service, report) {
      const command = service.commandText('command');
      if (command === undefined || !WORKS_IN_BACKGROUND.test(command) || !service.lacks('healthcheck')) return;
      const stage = builtFrom(service);
      const check = stage?.healthcheck;
      if (!stage || !check || check.isNone || !ASKS_HTTP.test(check.head.text)) return;
      report(
        service.key.span,
        `\`${service.name}\` does not answer HTTP, but inherits a health check that asks for it.`,
        related(stage.file.source.path, check.keywordSpan, 'The check of the image.'),
      );
    },
  },

  examples: [
    {
      files: {
        'backend/Dockerfile': 'FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/health\nCMD ["uvicorn", "main:app"]\n',
      },
      bad: yaml`
        services:
          api:
            build: ./backend
          worker:
          ^^^^^^ \`worker\` does not answer HTTP, but inherits a health check that asks for it.
            build: ./backend
            command: celery -A app worker
      `,
    },
  ],

  valid: [
    {
      text: 'services:\n  worker:\n    build: ./backend\n    command: celery -A app worker\n    healthcheck:\n      disable: true\n',
      files: { 'backend/Dockerfile': 'FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/health\n' },
    },
    {
      text: 'services:\n  worker:\n    build: ./backend\n    command: celery -A app worker\n',
      files: { 'backend/Dockerfile': 'FROM python:3.13\n' },
    },
  ],
});
