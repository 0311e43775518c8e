-- Moves one envelope of a batch to the dead letters; beyond their bounds the oldest ones go.
-- KEYS: stream, size, batches, dead letters, counters
-- ARGV: group, batch id, envelope's id, error, most dead letters, most bytes of dead letters
-- Returns 1, or 0 when the batch no longer has the envelope.
local manifest = redis.call('HGET', KEYS[3], ARGV[2])
if not manifest then
  return 0
end
local batch = cjson.decode(manifest)
local position
for i, id in ipairs(batch.ids) do
  if id == ARGV[3] then
    position = i
  end
end
if not position then
  return 0
end
table.remove(batch.ids, position)
local found = redis.call('XRANGE', KEYS[1], ARGV[3], ARGV[3])
if found[1] then
  local fields = found[1][2]
  local length = #fields[6]
  redis.call('XADD', KEYS[4], '*', 'h', fields[2], 'r', fields[4], 'p', fields[6],
    'e', ARGV[4], 'i', ARGV[3])
  redis.call('XACK', KEYS[1], ARGV[1], ARGV[3])
  redis.call('XDEL', KEYS[1], ARGV[3])
  redis.call('HINCRBY', KEYS[2], 'bytes', 0 - length)
  local dead = redis.call('HINCRBY', KEYS[2], 'dead_bytes', length)
  while redis.call('XLEN', KEYS[4]) > tonumber(ARGV[5])
      or (dead > tonumber(ARGV[6]) and redis.call('XLEN', KEYS[4]) > 1) do
    local oldest = redis.call('XRANGE', KEYS[4], '-', '+', 'COUNT', 1)[1]
    dead = redis.call('HINCRBY', KEYS[2], 'dead_bytes', 0 - #oldest[2][6])
    redis.call('XDEL', KEYS[4], oldest[1])
    redis.call('HINCRBY', KEYS[5], 'dead_discarded', 1)
  end
  batch.rows = batch.rows - tonumber(fields[4])
  batch.bytes = batch.bytes - length
  redis.call('HINCRBY', KEYS[5], 'failed', 1)
end
if #batch.ids == 0 then
  batch.ids = nil
end
redis.call('HSET', KEYS[3], ARGV[2],
  batch.ids and cjson.encode(batch) or '{"ids":[],"rows":0,"bytes":0,"split":true}')
return 1
