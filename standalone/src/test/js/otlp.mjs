// Values as OTLP's JSON form writes them, made from those that the SDK holds.

export function anyValue(value) {
  if (value === null || value === undefined) return {};
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') {
    // What 64 bits cannot hold is a double, although the JSON exporter calls it an integer.
    const whole = Number.isInteger(value) && Math.abs(value) < 2 ** 63;
    return whole ? { intValue: String(value) } : { doubleValue: value };
  }
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return { kvlistValue: { values: keyValues(value) } };
}

export const keyValues = (attributes = {}) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));

export const nanos = ([seconds, rest]) => String(BigInt(seconds) * 1_000_000_000n + BigInt(rest));
