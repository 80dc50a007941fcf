import {
  covers,
  type DockerCommand,
  dockerfile,
  dockerfileRule,
  fix,
  placeholder,
  replaceOnLine,
  type UnpinnedInstall,
  unpinnedInstall,
} from '#core';

/** A version to fill in behind each name; `@latest` gives way to one. */
function edits(node: DockerCommand, { program, words, suffix }: UnpinnedInstall) {
  if (node.isExec || words.some((word) => word.isDynamic || word.raw !== word.text)) return undefined;
  // What comes from a repository has another place for it.
  if (
    words.some(({ raw }) => /^(?:git|hg|svn|bzr|github|gitlab|bitbucket)\b|:\/\//.test(raw) || (program === 'npm' && /^[^@]*\//.test(raw)))
  )
    return undefined;
  const all = words.map(({ span, raw }) => {
    const at = raw.indexOf('@', 1);
    const start = suffix === '@' && at > 0 ? span.start + at : span.end;
    return replaceOnLine(node.instruction.file, { start, end: span.end }, suffix + placeholder(suffix === '-' ? '1.0' : 'version'));
  });
  return all.every((one) => one !== undefined) ? all.flat() : undefined;
}

export default dockerfileRule({
  title: 'Package of whatever version',
  category: 'supply-chain',
  severity: 'info',
  profile: 'all',
  why: 'Two builds of one commit may install different versions. Exact versions of a distribution’s packages vanish from its servers, though, and then the build fails: a choice.',
  equivalents: [
    'hadolint:DL3008',
    'hadolint:DL3013',
    'hadolint:DL3016',
    'hadolint:DL3018',
    'hadolint:DL3028',
    'hadolint:DL3033',
    'hadolint:DL3037',
    'hadolint:DL3041',
    'hadolint:DL3062',
    'kics:965a08d7',
    'kics:d3499f6d',
    'kics:6452c424',
    'kics:93d88cf7',
    'kics:562952e4',
    'kics:02d9c71f',
    'kics:e36d8880',
    'kics:22cd11f7',
  ],

  visit: {
    shellCommand(node, report) {
      const install = unpinnedInstall(node);
      const [first] = install?.words ?? [];
      if (!install || !first) return;
      const others = install.words.length - 1;
      const more = others === 0 ? '' : others === 1 ? ' and one more' : ` and ${others} more`;
      report(
        first.span,
        `\`${install.program}\` takes whatever version of \`${first.template}\`${more} there is today.`,
        covers(...install.rows),
        fix('placeholder', 'Add a version', () => edits(node, install)),
      );
    },
  },

  fixSafety: 'Put in the version that is installed today.',

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y curl git=1:2.47 jq
                                                 ^^^^ \`apt-get\` takes whatever version of \`curl\` and one more there is today.
      `,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y curl=version git=1:2.47 jq=version
      `,
    },
    {
      bad: dockerfile`
        FROM node:24
        RUN npm install -g @scope/tool
                           ^^^^^^^^^^^ \`npm\` takes whatever version of \`@scope/tool\` there is today.
        RUN go install example.com/tool@latest
                       ^^^^^^^^^^^^^^^^^^^^^^^ \`go\` takes whatever version of \`example.com/tool@latest\` there is today.
        RUN pip install flask && gem install rake
                        ^^^^^ \`pip\` takes whatever version of \`flask\` there is today.
                                             ^^^^ \`gem\` takes whatever version of \`rake\` there is today.
        RUN dnf install -y gcc-c++ && zypper in -y vim && apk add curl
                           ^^^^^^^ \`dnf\` takes whatever version of \`gcc-c++\` there is today.
                                                   ^^^ \`zypper\` takes whatever version of \`vim\` there is today.
                                                                  ^^^^ \`apk\` takes whatever version of \`curl\` there is today.
      `,
    },
  ],

  valid: [
    'FROM debian:13\nRUN apt-get install -y curl=1.* jq/trixie ./x.deb $PACKAGES\n',
    'FROM alpine:3.23\nRUN apk add -t .deps "a>1" b~2 c.apk\n',
    'FROM python:3.14\nRUN pip install -r requirements.txt && pip install "flask>=3" . ./x a.whl git+https://example.com/x.git@v1\n',
    'FROM node:24\nRUN npm install && npm ci && npm install -g npm@11 ./x && npm run install\n',
    'FROM golang:1.25\nRUN go install ./... && go run . && go install example.com/a@v1.2.0 && go get ./x\n',
    'FROM ruby:3.4\nRUN gem install rake:13 && gem install -v 2 bundler\n',
    'FROM fedora:43\nARG V=1\nRUN dnf install -y a-1.2 b-$V @group c.rpm && dnf module install -y x:1\n',
  ],
});
