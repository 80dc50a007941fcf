import { covers, dockerfile, fileRule, severity, yaml } from '#core';

export default fileRule({
  title: 'Syntax error',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Docker, Compose or GitHub stops at this place and does nothing of what the file asks for.',
  equivalents: [
    'dclint:invalid-yaml',
    'actionlint:syntax-check',
    'compose-go:yaml',
    'buildkit:error',
    'docker-language-server:build-error',
    'hadolint:DL3061',
    'hadolint:DL3043',
    'dockerfile-utils:NO_SOURCE_IMAGE',
    'dockerfile-utils:UNKNOWN_INSTRUCTION',
    'dockerfile-utils:ARGUMENT_MISSING',
    'dockerfile-utils:ARGUMENT_EXTRA',
    'dockerfile-utils:ARGUMENT_REQUIRES_ONE_OR_THREE',
    'dockerfile-utils:ARGUMENT_REQUIRES_AT_LEAST_ONE',
    'dockerfile-utils:ARGUMENT_REQUIRES_AT_LEAST_TWO',
    'dockerfile-utils:ARGUMENT_REQUIRES_TWO',
    'dockerfile-utils:ARGUMENT_UNNECESSARY',
    'dockerfile-utils:FLAG_DUPLICATE',
    'dockerfile-utils:FLAG_EXPECTED_BOOLEAN_VALUE',
    'dockerfile-utils:FLAG_MISSING_VALUE',
    'dockerfile-utils:UNKNOWN_ADD_FLAG',
    'dockerfile-utils:UNKNOWN_COPY_FLAG',
    'dockerfile-utils:UNKNOWN_FROM_FLAG',
    'dockerfile-utils:UNKNOWN_HEALTHCHECK_FLAG',
    'dockerfile-utils:INVALID_AS',
    'dockerfile-utils:INVALID_BUILD_STAGE_NAME',
    'dockerfile-utils:SYNTAX_MISSING_EQUALS',
    'dockerfile-utils:SYNTAX_MISSING_NAMES',
    'dockerfile-utils:SYNTAX_MISSING_SINGLE_QUOTE',
    'dockerfile-utils:SYNTAX_MISSING_DOUBLE_QUOTE',
    'dockerfile-utils:UNKNOWN_TYPE',
    'dockerfile-utils:HEALTHCHECK_CMD_ARGUMENT_MISSING',
    'dockerfile-utils:SHELL_JSON_FORM',
    'dockerfile-utils:SHELL_REQUIRES_ONE',
    'dockerfile-utils:ONBUILD_CHAINING_DISALLOWED',
    'dockerfile-utils:ONBUILD_TRIGGER_DISALLOWED',
    'dockerfile-utils:INVALID_ESCAPE_DIRECTIVE',
    'dockerfile-utils:DUPLICATED_ESCAPE_DIRECTIVE',
  ],
  noFix: 'What was meant cannot be known.',

  visit: {
    syntaxProblem(problem, report) {
      report(
        problem.span,
        problem.message,
        problem.level === 'warning' && severity('medium'),
        problem.equivalents && covers(...problem.equivalents),
        problem.fix,
      );
    },
  },

  examples: [
    {
      broken: true,
      path: 'compose.yaml',
      bad: yaml`
        services:
          web:
            image: nginx:1.29
            image: nginx:1.28
            ^^^^^
      `,
    },
  ],

  valid: [
    {
      path: 'compose.yaml',
      text: yaml`
        services:
          web:
            image: nginx:1.29
      `,
    },
    dockerfile`
      FROM scratch
    `,
  ],
});
