import { composeRule, isHeldToProduction, type Mount, yaml } from '#core';

/** Files that programs read, by their ending or by where they are put. */
const CONFIGURATION =
  /\.(?:conf|cfg|cnf|ini|ya?ml|json|toml|env|crt|pem|key|sql|sh|xml|properties|txt|js|lua|template|htpasswd|list|rules)$|(?:^|\/)(?:Caddyfile|nginx|certs?|ssl|config|conf\.d|init|initdb\.d|docker-entrypoint-initdb\.d)(?:\/|$)/i;
const SYSTEM = /^\/(?:var\/run|run|dev|proc|sys|etc|lib\/modules|var\/lib\/docker|var\/log)(?:\/|$)|docker\.sock/;

function isData({ type, source, target, readOnly }: Mount): boolean {
  if (type !== 'bind' || readOnly || source === undefined || target === undefined) return false;
  return !SYSTEM.test(source) && !CONFIGURATION.test(source) && !/^\/(?:etc|docker-entrypoint)/.test(target);
}

export default composeRule({
  title: 'Data in a folder of the host',
  category: 'maintainability',
  severity: 'low',
  profile: 'strict',
  why: 'The folder belongs to one machine: owners and paths differ on the next, and whoever cleans up beside the Compose file deletes the data.',
  equivalents: ['review:F042'],
  noFix: 'What is in the folder has to be moved into the volume.',

  visit: {
    volume(mount, report, context) {
      const { service } = mount;
      // The sources are another matter.
      if (!isHeldToProduction(service, context) || !isData(mount) || isSourceOf(mount)) return;
      report(mount.span, `\`${service.name}\` writes into \`${mount.source}\` on the host.`);
    },
  },

  examples: [
    {
      bad: yaml`
        services:
          api:
            build: ./backend
            volumes:
              - ./backend/output:/app/output
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`api\` writes into \`./backend/output\` on the host.
              - ./nginx.conf:/etc/nginx/nginx.conf
              - data:/data
        volumes:
          data:
      `,
    },
  ],

  valid: [
    'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - ./site:/usr/share/nginx/html:ro\n      - /var/run/docker.sock:/var/run/docker.sock\n',
  ],
});

/** The folder that is built, mounted over what was built from it: told by another rule. */
function isSourceOf({ service, source, target }: Mount): boolean {
  const context = service.build?.context?.replace(/^\.\//, '').replace(/\/$/, '');
  const folder = source?.replace(/^\.\//, '').replace(/\/$/, '');
  return (
    context !== undefined &&
    (folder === context || folder === '.' || folder === `${context}/src` || /\/(?:src|app|plugins)$/.test(folder ?? '')) &&
    target !== undefined
  );
}
