// Sends metrics through an unmodified OpenTelemetry exporter and prints every point as the SDK holds it: one JSON object a
// line with name, kind, unit, time and values.
//
//   node send-metrics.mjs --exporter proto|http --endpoint http://localhost:4318 --key sk-sm-…
//
// Exit status: 0 when the server acknowledged every request.
import { diag } from '@opentelemetry/api';
import { OTLPMetricExporter as HttpExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtoExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AggregationType, DataPointType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { parseArgs } from 'node:util';
import { nanos } from './otlp.mjs';

const { values: options } = parseArgs({
  options: {
    exporter: { type: 'string', default: 'proto' },
    endpoint: { type: 'string', default: 'http://localhost:4318' },
    key: { type: 'string', default: '' },
  },
});
const failures = [];
const lines = [];
diag.setLogger({ error: (...text) => failures.push(text.join(' ')), warn() {}, info() {}, debug() {}, verbose() {} });

const settings = {
  url: `${options.endpoint}/v1/metrics`,
  headers: { authorization: `Bearer ${options.key}` },
  compression: options.exporter === 'proto' ? 'gzip' : 'none',
};
const exporter = options.exporter === 'proto' ? new ProtoExporter(settings) : new HttpExporter(settings);
const send = exporter.export.bind(exporter);
exporter.export = (metrics, done) => {
  for (const scope of metrics.scopeMetrics) scope.metrics.forEach(describe);
  send(metrics, done);
};

function describe(metric) {
  for (const point of metric.dataPoints) {
    const { value } = point;
    const [kind, values] = {
      [DataPointType.GAUGE]: () => ['gauge', { value }],
      [DataPointType.SUM]: () => ['sum', { value }],
      [DataPointType.HISTOGRAM]: () => ['histogram', { count: value.count, sum: value.sum, min: value.min, max: value.max }],
      [DataPointType.EXPONENTIAL_HISTOGRAM]: () => [
        'exponential_histogram',
        { count: value.count, sum: value.sum, scale: value.scale, zero_count: value.zeroCount },
      ],
    }[metric.dataPointType]();
    lines.push(
      JSON.stringify({
        name: metric.descriptor.name,
        kind,
        unit: metric.descriptor.unit,
        timeUnixNano: nanos(point.endTime),
        value: values,
      }),
    );
  }
}

const prefix = `e2e.js.${options.exporter}`;
const provider = new MeterProvider({
  resource: resourceFromAttributes({ 'service.name': `e2e-js-${options.exporter}-metrics` }),
  readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000, exportTimeoutMillis: 30_000 })],
  views: [{ instrumentName: `${prefix}.exponential`, aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
});
const meter = provider.getMeter('e2e.meter', '0.9.1');
const route = { route: '/cart' };
meter.createCounter(`${prefix}.counter`, { unit: '{request}' }).add(7, route);
meter.createUpDownCounter(`${prefix}.updown`).add(-2.5, route);
meter.createGauge(`${prefix}.gauge`, { unit: 'Cel' }).record(21.5, route);
meter.createCounter(`${prefix}.large`, { unit: 'By' }).add(Number.MAX_SAFE_INTEGER, route);
const histogram = meter.createHistogram(`${prefix}.histogram`, { unit: 's' });
const exponential = meter.createHistogram(`${prefix}.exponential`, { unit: 's' });
for (const value of [0, 0.12, 7.5, 12_345]) {
  histogram.record(value, route);
  exponential.record(value, route);
}

await provider.forceFlush();
const sent = lines.splice(0);
await provider.shutdown();
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;
process.stdout.write(sent.join('\n') + '\n');
console.error(`sent ${sent.length} points by ${options.exporter}`);
