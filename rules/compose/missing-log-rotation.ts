import { addPairs, composeRule, isForProduction, listServices, reportAbsence, type Service, shippedText, yaml } from '#core';

/** Drivers that write to the disk of the host without end unless told otherwise. */
const GROWS = /^(?:json-file)$/;

function grows(service: Service): boolean {
  const driver = shippedText(service.find('logging', 'driver'));
  if (driver === undefined && service.presence('logging', 'driver') !== 'no') return false;
  return (
    (driver === undefined || GROWS.test(driver)) &&
    service.lacks('logging', 'options', 'max-size') &&
    service.presence('logging') !== 'unknown'
  );
}

export default composeRule({
  title: 'Logs that grow until the disk is full',
  category: 'reliability',
  severity: 'medium',
  profile: 'strict',
  why: 'Docker keeps everything that a container writes. A service that logs much fills the disk of the host, and then nothing on it works any more.',
  equivalents: ['review:F041'],

  visit: {
    file(file, report, context) {
      if (!isForProduction(context)) return;
      const expected = file.services.filter((service) => !service.isOneShot);
      reportAbsence(report, context, {
        expected,
        lacking: expected.filter(grows),
        message: (service) => `The logs of \`${service.name}\` are never cut.`,
        messageForAll: (services) => `The logs of no service are ever cut: ${listServices(services)}.`,
        fixTitle: (service) => `Keep three files of 10 MB of \`${service.name}\``,
        fixTitleForAll: 'Keep three files of 10 MB of each service',
        safety: 'unsafe',
        edit: (service) =>
          service.map && !service.pair.alias && !service.pair.merged && !service.map.has('logging')
            ? addPairs(file.yaml, service.map, { logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } } })
            : undefined,
      });
    },
  },

  fixSafety: 'Older lines are thrown away: collect the logs elsewhere where they have to be kept.',

  examples: [
    {
      bad: yaml`
        services:
          api:
          ^^^ The logs of \`api\` are never cut.
            image: example/api:1.0
      `,
      good: yaml`
        services:
          api:
            image: example/api:1.0
            logging:
              driver: json-file
              options:
                max-size: 10m
                max-file: "3"
      `,
    },
  ],

  valid: [
    yaml`
      x-logging: &logging
        driver: json-file
        options:
          max-size: 10m
      services:
        api:
          image: example/api:1.0
          logging: *logging
        web:
          image: example/web:1.0
          logging:
            driver: local
        job:
          image: example/job:1.0
          logging:
            driver: \${LOG_DRIVER}
    `,
  ],
});
