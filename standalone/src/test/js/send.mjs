// Sends spans through an unmodified OpenTelemetry exporter and prints every span as the SDK holds it: one JSON object
// a line, values written as in OTLP's JSON form. The end-to-end tests compare these lines with what the query API says.
//
//   node send.mjs --exporter proto|http|grpc --endpoint http://localhost:4318 --key sk-sm-… [--traces 400] [--spans 25]
//
// Exit status: 0 when the server acknowledged every request.
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, createTraceState, diag, trace } from '@opentelemetry/api';
import { Metadata } from '@grpc/grpc-js';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as HttpExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { parseArgs } from 'node:util';
import { keyValues, nanos } from './otlp.mjs';

const { values: options } = parseArgs({
  options: {
    exporter: { type: 'string', default: 'proto' },
    endpoint: { type: 'string', default: 'http://localhost:4318' },
    key: { type: 'string', default: '' },
    traces: { type: 'string', default: '400' },
    spans: { type: 'string', default: '25' },
  },
});
const traces = Number(options.traces);
const spansPerTrace = Number(options.spans);
const failures = [];
const lines = [];
diag.setLogger({ error: (...text) => failures.push(text.join(' ')), warn() {}, info() {}, debug() {}, verbose() {} });

// A fixed minute, five minutes ago, so that nanoseconds are the script's own and not those of a clock.
const baseSeconds = Math.floor(Date.now() / 1000) - 300;

function exporter() {
  if (options.exporter === 'grpc') {
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${options.key}`);
    return new GrpcExporter({ url: options.endpoint, metadata, compression: 'gzip' });
  }
  const settings = {
    url: `${options.endpoint}/v1/traces`,
    headers: { authorization: `Bearer ${options.key}` },
    compression: options.exporter === 'proto' ? 'gzip' : 'none',
  };
  return options.exporter === 'proto' ? new ProtoExporter(settings) : new HttpExporter(settings);
}

/** Writes down what it sees, before any exporter does. */
const scribe = {
  onStart() {},
  onEnd(span) {
    lines.push(JSON.stringify(describe(span)));
  },
  async forceFlush() {},
  async shutdown() {},
};

function provider(service) {
  return new BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.name': `e2e-js-${options.exporter}-${service}`,
      'service.version': '1.2.3',
      'host.cpu.count': 8,
      'host.load': 0.25,
      'host.virtual': true,
      'process.command_args': ['node', 'send.mjs', 'ü 🚢'],
    }),
    spanProcessors: [
      scribe,
      new BatchSpanProcessor(exporter(), {
        maxQueueSize: traces * spansPerTrace,
        maxExportBatchSize: 512,
        scheduledDelayMillis: 100,
        exportTimeoutMillis: 30_000,
      }),
    ],
  });
}

const flags = (context, remote) => context.traceFlags | 0x100 | (remote ? 0x200 : 0);

/** A span in OTLP's names, with its resource and scope beside it. */
function describe(span) {
  const context = span.spanContext();
  return {
    traceId: context.traceId,
    spanId: context.spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? '',
    traceState: context.traceState?.serialize() ?? '',
    flags: flags(context, span.parentSpanContext?.isRemote),
    name: span.name,
    kind: span.kind + 1,
    startTimeUnixNano: nanos(span.startTime),
    endTimeUnixNano: nanos(span.endTime),
    attributes: keyValues(span.attributes),
    droppedAttributesCount: span.droppedAttributesCount,
    events: span.events.map((event) => ({
      timeUnixNano: nanos(event.time),
      name: event.name,
      attributes: keyValues(event.attributes),
      droppedAttributesCount: event.droppedAttributesCount ?? 0,
    })),
    droppedEventsCount: span.droppedEventsCount,
    links: span.links.map((link) => ({
      traceId: link.context.traceId,
      spanId: link.context.spanId,
      traceState: link.context.traceState?.serialize() ?? '',
      flags: flags(link.context, link.context.isRemote),
      attributes: keyValues(link.attributes),
      droppedAttributesCount: link.droppedAttributesCount ?? 0,
    })),
    droppedLinksCount: span.droppedLinksCount,
    status: { code: span.status.code, message: span.status.message ?? '' },
    resource: { attributes: keyValues(span.resource.attributes) },
    scope: { name: span.instrumentationScope.name, version: span.instrumentationScope.version ?? '' },
  };
}

const hex = (number, digits) => number.toString(16).padStart(digits, '0');
const time = (offset) => [baseSeconds + Math.floor(offset / 1e9), offset % 1e9];

function attributes(serial) {
  const values = {
    'app.serial': serial,
    'app.text': `value ${serial % 17}`,
    'app.text.empty': '',
    'app.text.unicode': 'Grüße 🚢 日本語 "quoted" \\ \n\t\u0001',
    'app.int.negative': -serial,
    'app.int.largest': Number.MAX_SAFE_INTEGER,
    'app.int.smallest': Number.MIN_SAFE_INTEGER,
    'app.double': serial + 0.1,
    'app.double.tiny': 5e-324,
    'app.double.large': -4503599627370.0625 - serial,
    'app.double.whole': -1e300,
    'app.yes': true,
    'app.no': false,
    'app.texts': ['a', '', 'ß'],
    'app.ints': [1, -2, 3],
    'app.doubles': [0.5, -0.25],
    'app.flags': [true, false],
    'app.gap': ['a', null, 'c'],
    'app.none': [],
  };
  if (serial % 250 === 0) {
    values['app.long'] = 'x'.repeat(20_000);
    for (let i = 0; i < 130; i++) values[`app.many.${i}`] = i;
  }
  return values;
}

const providers = { front: provider('front'), back: provider('back') };
const tracers = Object.values(providers).map((each) => each.getTracer('e2e', '0.9.1'));
const kinds = [SpanKind.INTERNAL, SpanKind.SERVER, SpanKind.CLIENT, SpanKind.PRODUCER, SpanKind.CONSUMER];
const statuses = [
  undefined,
  { code: SpanStatusCode.OK },
  { code: SpanStatusCode.ERROR, message: 'it broke: ünexpected' },
  { code: SpanStatusCode.ERROR },
];

let serial = 0;
let previous;
for (let t = 0; t < traces; t++) {
  // Every 50th trace continues one of another party, whose spans never arrive.
  let parent = ROOT_CONTEXT;
  if (t % 50 === 7) {
    parent = trace.setSpanContext(ROOT_CONTEXT, {
      traceId: hex(baseSeconds, 16) + hex(t + 1, 16),
      spanId: hex(0xabc000 + t, 16),
      traceFlags: TraceFlags.SAMPLED,
      isRemote: true,
      traceState: createTraceState('vendor=e2e,other=1'),
    });
  }
  const open = [];
  for (let s = 0; s < spansPerTrace; s++, serial++) {
    const start = serial * 1_000_003 + s;
    const span = tracers[s % 2].startSpan(
      `operation ${s % 7}`,
      {
        kind: kinds[serial % kinds.length],
        startTime: time(start),
        attributes: attributes(serial),
        links:
          serial % 5 === 0 && previous
            ? [
                { context: previous, attributes: { 'link.reason': 'follows', 'link.weight': 0.5 } },
                { context: { ...previous, isRemote: true, traceState: createTraceState('linked=yes') } },
              ]
            : [],
      },
      parent,
    );
    if (serial % 3 === 0) {
      span.addEvent('first', { 'event.number': serial, 'event.ratio': 1.25, 'event.ok': true }, time(start + 17));
      span.addEvent('no attributes', undefined, time(start + 18));
    }
    if (serial % 11 === 0) span.recordException(new TypeError(`failure ${serial}`), time(start + 19));
    const status = statuses[serial % statuses.length];
    if (status) span.setStatus(status);
    open.push([span, start]);
    // A chain of up to three, then back to the first span.
    if (s % 3 === 0) parent = trace.setSpan(parent, span);
    previous = span.spanContext();
  }
  for (const [span, start] of open.reverse()) span.end(time(start + 2_000_000_001));
}

await Promise.all(Object.values(providers).map((each) => each.forceFlush()));
await Promise.all(Object.values(providers).map((each) => each.shutdown()));
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;
process.stdout.write(lines.join('\n') + '\n');
console.error(`sent ${lines.length} spans of ${traces} traces by ${options.exporter}`);
