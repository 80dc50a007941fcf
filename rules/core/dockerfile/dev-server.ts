import { hasFlag, operands, type ShellCommand } from '../shell/shell.ts';

/** Programs that only serve for development, whatever their arguments. */
const ALWAYS = /^(?:nodemon|ts-node-dev|tsnd|webpack-dev-server|live-server|browser-sync|air|reflex)$/;
const RUNNERS = /^(?:npx|bunx|pnpx)$/;
const PYTHON = /^python[\d.]*$/;
const SCRIPT = /^(?:dev|develop|start[:-]dev|dev[:-].+|serve[:-]dev)$/;

/**
 * What makes a command a development server, as a person would write it: `vite`, `flask run`, `uvicorn --reload`.
 * Undefined for everything else.
 */
export function developmentServer(command: ShellCommand): string | undefined {
  const { program } = command;
  if (program === undefined) return undefined;
  const words = [program, ...operands(command).map((word) => word.template)];
  if (RUNNERS.test(program)) words.shift();
  else if (/^(?:pnpm|yarn|bun|poetry|pipenv|uv|npm)$/.test(program) && /^(?:exec|dlx|x|run)$/.test(words[1] ?? '')) words.splice(0, 2);
  const isScript = /^(?:npm|pnpm|yarn|bun)$/.test(program) && /^(?:run|run-script)$/.test(operands(command)[0]?.text ?? '');
  if (isScript) return SCRIPT.test(operands(command)[1]?.text ?? '') ? `${program} run ${operands(command)[1]?.text}` : undefined;
  if (/^(?:pnpm|yarn|bun)$/.test(program) && SCRIPT.test(operands(command)[0]?.text ?? ''))
    return `${program} ${operands(command)[0]?.text}`;
  return byName(words, command);
}

function byName(words: readonly string[], command: ShellCommand): string | undefined {
  const [name = '', first = '', second = ''] = words;
  if (ALWAYS.test(name)) return name;
  if (PYTHON.test(name)) return python(command);
  switch (name) {
    case 'next':
    case 'nuxt':
    case 'nuxi':
    case 'astro':
    case 'remix':
    case 'fastapi':
    case 'wrangler':
      return first === 'dev' ? `${name} dev` : undefined;
    case 'vite':
      return first === '' || first === 'dev' || first === 'serve' ? 'vite' : undefined;
    case 'tsx':
      return first === 'watch' ? 'tsx watch' : undefined;
    case 'node':
      return hasFlag(command, 'watch') ? 'node --watch' : undefined;
    case 'flask':
      return first === 'run' ? 'flask run' : undefined;
    case 'uvicorn':
    case 'gunicorn':
    case 'hypercorn':
      return hasFlag(command, 'reload') ? `${name} --reload` : undefined;
    case 'ng':
    case 'vue-cli-service':
    case 'webpack':
      return first === 'serve' ? `${name} serve` : undefined;
    case 'react-scripts':
      return first === 'start' ? 'react-scripts start' : undefined;
    case 'php':
      return first === 'artisan' && second === 'serve' ? 'php artisan serve' : hasFlag(command, 'S') ? 'php -S' : undefined;
    case 'symfony':
      return first === 'server:start' || first === 'serve' ? `symfony ${first}` : undefined;
    case 'dotnet':
      return first === 'watch' ? 'dotnet watch' : undefined;
    case 'manage.py':
    case './manage.py':
      return first === 'runserver' ? 'manage.py runserver' : undefined;
    default:
      return undefined;
  }
}

function python(command: ShellCommand): string | undefined {
  const words = command.words.map((word) => word.template).filter((word) => !/^-[uOBsSE]+$/.test(word));
  const [first = '', second = '', third = ''] = words;
  if (/(?:^|\/)manage\.py$/.test(first)) return second === 'runserver' ? 'manage.py runserver' : undefined;
  if (first !== '-m') return undefined;
  if (second === 'flask') return words.includes('run') ? 'flask run' : undefined;
  if (second === 'uvicorn') return words.includes('--reload') ? 'uvicorn --reload' : undefined;
  return second === 'http.server' && third !== '' ? 'python -m http.server' : undefined;
}
