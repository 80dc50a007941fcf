import { dockerfile, dockerfileRule, fix, nearestName, replaceArgument } from '#core';

/** Those that programs end at. */
const USUAL = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGKILL', 'SIGUSR1', 'SIGUSR2', 'SIGSTOP', 'SIGWINCH', 'SIGABRT'];
const NAMES =
  /^(?:HUP|INT|QUIT|ILL|TRAP|ABRT|IOT|BUS|FPE|KILL|USR1|SEGV|USR2|PIPE|ALRM|TERM|STKFLT|CHLD|CLD|CONT|STOP|TSTP|TTIN|TTOU|URG|XCPU|XFSZ|VTALRM|PROF|WINCH|POLL|IO|PWR|SYS|RTMIN(?:\+\d+)?|RTMAX(?:-\d+)?)$/i;

export default dockerfileRule({
  title: 'Signal that does not exist',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The image builds, and no container of it starts.',
  equivalents: ['dockerfile-utils:INVALID_SIGNAL'],
  fixSafety: 'Another signal may be meant.',

  visit: {
    stopsignal(stopsignal, report) {
      const { value } = stopsignal;
      const text = value && stopsignal.expand(value);
      if (!value || !text) return;
      const isNumber = /^\d+$/.test(text);
      // Docker takes the name without `SIG`, too.
      if (isNumber ? Number(text) >= 1 && Number(text) <= 64 : NAMES.test(text.replace(/^SIG/i, ''))) return;
      const near = nearestName(text.toUpperCase(), USUAL);
      report(
        value,
        `\`${text}\` is no signal.`,
        near !== undefined && !value.isDynamic && fix('unsafe', `Change to \`${near}\``, () => replaceArgument(stopsignal, value, near)),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM nginx:1.29
        STOPSIGNAL SIGSTOPP
                   ^^^^^^^^ \`SIGSTOPP\` is no signal.
      `,
      good: dockerfile`
        FROM nginx:1.29
        STOPSIGNAL SIGSTOP
      `,
    },
  ],

  valid: ['FROM nginx:1.29\nSTOPSIGNAL SIGQUIT\nSTOPSIGNAL 9\nSTOPSIGNAL $SIGNAL\nSTOPSIGNAL SIGRTMIN+3\n'],
});
