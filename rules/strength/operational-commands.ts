import { strength, text } from '#core';

const TASK_FILE = /(?:^|\/)(?:GNU)?[Mm]akefile$|(?:^|\/)[Tt]askfile\.ya?ml$|(?:^|\/)[Jj]ustfile$/;
/** What somebody who runs the project does with it. */
const OPERATIONS: readonly RegExp[] = [
  /^ {0,2}(?:start|up|run|dev|prod)[\w-]*(?: [\w. ]*)?:/m,
  /^ {0,2}(?:stop|down)[\w-]*(?: [\w. ]*)?:/m,
  /^ {0,2}logs?[\w-]*(?: [\w. ]*)?:/m,
  /^ {0,2}[\w-]*backup[\w-]*(?: [\w. ]*)?:/m,
  /^ {0,2}[\w-]*restore[\w-]*(?: [\w. ]*)?:/m,
  /^ {0,2}(?:health|status|ps)[\w-]*(?: [\w. ]*)?:/m,
];

export default strength({
  title: 'Commands for running the project are in one place',
  area: 'documentation',
  equivalents: ['review:S20'],

  find(project) {
    const paths = project.matching(TASK_FILE).filter((path) => {
      const content = project.isAside(path) ? '' : (project.read(path) ?? '');
      return OPERATIONS.filter((operation) => operation.test(content)).length >= 3;
    });
    return { evidence: paths.map((path) => project.at(path)) };
  },

  examples: [
    {
      files: {
        Makefile: text`
          start:
          \tdocker compose up -d
          stop:
          \tdocker compose down
          logs:
          \tdocker compose logs -f
        `,
      },
      evidence: ['Makefile:1'],
    },
  ],
  lacking: [{ Makefile: 'all: build\nbuild:\n\tcc main.c\ntest: build\n\t./run\n' }],
});
