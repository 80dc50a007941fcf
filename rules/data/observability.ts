/**
 * Packages, images and files by which a project shows that it is watched. From the documentation of each product, 2026-11. To refresh: add
 * a package when its own page says that it does this.
 */

/** Packages that report errors to somebody. */
export const ERROR_TRACKING =
  /^(?:@sentry\/.+|sentry-sdk|@bugsnag\/.+|bugsnag|rollbar|@honeybadger-io\/.+|honeybadger|raygun4?py|raygun|airbrake|@airbrake\/.+|applicationinsights|@microsoft\/applicationinsights.*|dd-trace|ddtrace|newrelic|elastic-apm(?:-node)?|@datadog\/.+|highlight\.run|@highlight-run\/.+|@opentelemetry\/auto-instrumentations-node|posthog-node|glitchtip)$/;
/** Packages that count and time. */
export const METRICS =
  /^(?:prom-client|express-prom-bundle|@willsoto\/nestjs-prometheus|fastify-metrics|@opentelemetry\/(?:sdk-metrics|exporter-prometheus|sdk-node|auto-instrumentations-node)|prometheus-client|prometheus-fastapi-instrumentator|starlette-exporter|prometheus-flask-exporter|django-prometheus|opentelemetry-(?:sdk|distro|exporter-.+)|statsd|hot-shots|node-statsd|datadog|dd-trace|ddtrace|newrelic|appmetrics)$/;
/** Packages that watch a running application as a whole. */
export const APPLICATION_MONITORING =
  /^(?:newrelic|dd-trace|ddtrace|elastic-apm(?:-node)?|@elastic\/apm-rum|skywalking-backend-js|apache-skywalking|applicationinsights|scout-apm|@instana\/collector|instana|@dynatrace\/.+|appoptics-apm|@sentry\/profiling-node)$/;
/** Packages that follow a request through several services. */
export const TRACING =
  /^(?:@opentelemetry\/.+|opentelemetry-.+|jaeger-client|zipkin.*|dd-trace|ddtrace|elastic-apm(?:-node)?|@honeycombio\/.+|logfire|newrelic|@google-cloud\/trace-agent|aws-xray-sdk.*)$/;
/** Packages that write logs which programs can read. */
export const STRUCTURED_LOGGING =
  /^(?:winston|pino|bunyan|log4js|nestjs-pino|nest-winston|roarr|tslog|signale|loglevel|@logtape\/.+|structlog|python-json-logger|loguru|logfire|json-logging|ecs-logging|fastify|next-logger|@axiomhq\/.+|google-cloud-logging|@google-cloud\/logging.*)$/;
/** Packages that send logs to a collector. */
export const LOG_SHIPPING =
  /^(?:winston-(?:loki|cloudwatch|elasticsearch|logstash|gelf|datadog.*|papertrail.*|transport-.+)|pino-(?:loki|elasticsearch|datadog.*|cloudwatch|sentry.*)|@logtail\/.+|@axiomhq\/.+|logtail-python|python-logging-loki|google-cloud-logging|@google-cloud\/logging.*|watchtower|graypy|logzio-.+|loggly|@datadog\/browser-logs|newrelic|dd-trace|ddtrace)$/;
/** Images of services that collect logs. */
export const LOG_COLLECTORS =
  /(?:^|\/)(?:loki|promtail|alloy|fluentd|fluent-bit|filebeat|logstash|vector|graylog|elasticsearch|opensearch|kibana|seq|signoz[\w-]*|openobserve|victoria-logs|dozzle)(?::|@|$)/;
/** Logging drivers that send logs away. */
export const LOG_DRIVERS = /^(?:awslogs|gcplogs|fluentd|gelf|splunk|syslog|logentries|loki|grafana\/loki-docker-driver(?::.*)?|etwlogs)$/;
/** Images of services that collect metrics. */
export const METRICS_COLLECTORS =
  /(?:^|\/)(?:prometheus|victoria-metrics|telegraf|datadog|agent|otel\/opentelemetry-collector[\w-]*|opentelemetry-collector[\w-]*|cadvisor|node-exporter|netdata|influxdb|alloy)(?::|@|$)/;
