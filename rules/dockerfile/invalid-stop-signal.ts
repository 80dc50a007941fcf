import { dockerfile, dockerfileRule } from '#core';

const NAMES =
  /^(?:HUP|INT|QUIT|ILL|TRAP|ABRT|IOT|BUS|FPE|KILL|USR1|SEGV|USR2|PIPE|ALRM|TERM|STKFLT|CHLD|CLD|CONT|STOP|TSTP|TTIN|TTOU|URG|XCPU|XFSZ|VTALRM|PROF|WINCH|POLL|IO|PWR|SYS|RTMIN(?:\+\d+)?|RTMAX(?:-\d+)?)$/i;

export default dockerfileRule({
  title: 'Signal that does not exist',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The image builds, and no container of it starts.',
  equivalents: ['dockerfile-utils:INVALID_SIGNAL'],
  noFix: 'Which signal the program ends at, only its documentation tells.',

  visit: {
    stopsignal(stopsignal, report) {
      const { value } = stopsignal;
      const text = value && stopsignal.expand(value);
      if (!value || !text) return;
      const isNumber = /^\d+$/.test(text);
      // Docker takes the name without `SIG`, too.
      if (isNumber ? Number(text) >= 1 && Number(text) <= 64 : NAMES.test(text.replace(/^SIG/i, ''))) return;
      report(value, `\`${text}\` is no signal.`);
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM nginx:1.29
        STOPSIGNAL SIGSTOPP
                   ^^^^^^^^ \`SIGSTOPP\` is no signal.
      `,
    },
  ],

  valid: ['FROM nginx:1.29\nSTOPSIGNAL SIGQUIT\nSTOPSIGNAL 9\nSTOPSIGNAL $SIGNAL\nSTOPSIGNAL SIGRTMIN+3\n'],
});
