// Sends log records through an unmodified OpenTelemetry exporter and prints every record as the SDK holds it: one JSON
// object a line, values written as in OTLP's JSON form.
//
//   node send-logs.mjs --exporter proto|http --endpoint http://localhost:4318 --key sk-sm-… [--records 1000]
//
// Exit status: 0 when the server acknowledged every request.
import { ROOT_CONTEXT, TraceFlags, diag, trace } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter as HttpExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtoExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { parseArgs } from 'node:util';
import { anyValue, keyValues, nanos } from './otlp.mjs';

const { values: options } = parseArgs({
  options: {
    exporter: { type: 'string', default: 'proto' },
    endpoint: { type: 'string', default: 'http://localhost:4318' },
    key: { type: 'string', default: '' },
    records: { type: 'string', default: '1000' },
  },
});
const records = Number(options.records);
const failures = [];
const lines = [];
diag.setLogger({ error: (...text) => failures.push(text.join(' ')), warn() {}, info() {}, debug() {}, verbose() {} });
const baseSeconds = Math.floor(Date.now() / 1000) - 300;

function exporter() {
  const settings = {
    url: `${options.endpoint}/v1/logs`,
    headers: { authorization: `Bearer ${options.key}` },
    compression: options.exporter === 'proto' ? 'gzip' : 'none',
  };
  return options.exporter === 'proto' ? new ProtoExporter(settings) : new HttpExporter(settings);
}

/** Writes down what it sees, before any exporter does. */
const scribe = {
  onEmit(record) {
    lines.push(JSON.stringify(describe(record)));
  },
  async forceFlush() {},
  async shutdown() {},
};

/** A record in OTLP's names, with its resource and scope beside it. */
function describe(record) {
  return {
    timeUnixNano: nanos(record.hrTime),
    observedTimeUnixNano: nanos(record.hrTimeObserved),
    severityNumber: record.severityNumber ?? 0,
    severityText: record.severityText ?? '',
    body: anyValue(record.body),
    eventName: record.eventName ?? '',
    attributes: keyValues(record.attributes),
    droppedAttributesCount: record.droppedAttributesCount,
    flags: record.spanContext?.traceFlags ?? 0,
    traceId: record.spanContext?.traceId ?? '',
    spanId: record.spanContext?.spanId ?? '',
    resource: { attributes: keyValues(record.resource.attributes) },
    scope: { name: record.instrumentationScope.name, version: record.instrumentationScope.version ?? '' },
  };
}

const provider = new LoggerProvider({
  resource: resourceFromAttributes({
    'service.name': `e2e-js-${options.exporter}-logs`,
    'host.load': 0.25,
    'process.command_args': ['node', 'send-logs.mjs', 'ü 🚢'],
  }),
  processors: [
    scribe,
    new BatchLogRecordProcessor({
      exporter: exporter(),
      maxQueueSize: records,
      maxExportBatchSize: 512,
      scheduledDelayMillis: 100,
      exportTimeoutMillis: 30_000,
    }),
  ],
});
const logger = provider.getLogger('e2e.logs', '0.9.1');

const hex = (number, digits) => number.toString(16).padStart(digits, '0');
const severities = Object.values(SeverityNumber).filter((value) => typeof value === 'number');
const bodies = [
  (i) => `Order ${i} refused: Grüße 🚢 日本語 "quoted" \\ \n\t\u0001`,
  (i) => ({ message: `Order ${i}`, used: 0.5, list: [1, 'two', null, true], raw: new Uint8Array([0, 255]) }),
  (i) => i,
  () => false,
  (i) => -i - 0.5,
  () => ['a', ['b', {}], []],
  () => '',
  () => undefined,
];

for (let i = 0; i < records; i++) {
  const inTrace = i % 3 === 0;
  logger.emit({
    timestamp: [baseSeconds + Math.floor(i / 100), (i % 100) * 1_000_003],
    observedTimestamp: [baseSeconds + Math.floor(i / 100), (i % 100) * 1_000_003 + 17],
    severityNumber: i % 10 === 0 ? undefined : severities[i % severities.length],
    severityText: i % 10 === 0 ? undefined : `level ${i % 24}`,
    eventName: i % 7 === 0 ? 'order.refused' : undefined,
    body: bodies[i % bodies.length](i),
    attributes: {
      'app.serial': i,
      'app.text': `value ${i % 17}`,
      'app.double': i + 0.1,
      'app.yes': true,
      'app.texts': ['a', '', 'ß'],
      'app.map': { nested: { deep: 1 }, none: [] },
    },
    context: inTrace
      ? trace.setSpanContext(ROOT_CONTEXT, {
          traceId: hex(baseSeconds, 16) + hex((i % 9) + 1, 16),
          spanId: hex(0xabc000 + i, 16),
          traceFlags: i % 2 ? TraceFlags.SAMPLED : TraceFlags.NONE,
        })
      : ROOT_CONTEXT,
  });
}

await provider.forceFlush();
await provider.shutdown();
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;
process.stdout.write(lines.join('\n') + '\n');
console.error(`sent ${lines.length} log records by ${options.exporter}`);
