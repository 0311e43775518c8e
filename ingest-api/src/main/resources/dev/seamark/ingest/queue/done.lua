-- Acknowledges and deletes a batch's envelopes and forgets the batch.
-- KEYS: stream, size, batches, leases, counters. ARGV: group, batch id
-- Returns the number of envelopes, 0 when the batch was done before.
local manifest = redis.call('HGET', KEYS[3], ARGV[2])
if not manifest then
  return 0
end
local batch = cjson.decode(manifest)
local count = #batch.ids
for first = 1, count, 1000 do
  local last = math.min(first + 999, count)
  redis.call('XACK', KEYS[1], ARGV[1], unpack(batch.ids, first, last))
  redis.call('XDEL', KEYS[1], unpack(batch.ids, first, last))
end
redis.call('HDEL', KEYS[3], ARGV[2])
redis.call('HDEL', KEYS[4], ARGV[2])
redis.call('HINCRBY', KEYS[2], 'bytes', 0 - batch.bytes)
redis.call('HINCRBY', KEYS[5], 'completed', count)
redis.call('HINCRBY', KEYS[5], 'completed_rows', batch.rows)
redis.call('HINCRBY', KEYS[5], 'batches', 1)
return count
