-- Puts an envelope into the queue unless it is there already or there is no room.
-- KEYS: stream, guard of the content hash, size, counters
-- ARGV: content hash, payload, rows, most entries, most bytes, guard's life in milliseconds
-- Returns 'stored', 'duplicate' or 'full'.
if redis.call('EXISTS', KEYS[2]) == 1 then
  redis.call('HINCRBY', KEYS[4], 'duplicates', 1)
  return 'duplicate'
end
local length = #ARGV[2]
local held = tonumber(redis.call('HGET', KEYS[3], 'bytes') or '0')
if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[4]) or held + length > tonumber(ARGV[5]) then
  redis.call('HINCRBY', KEYS[4], 'refused', 1)
  return 'full'
end
local id = redis.call('XADD', KEYS[1], '*', 'h', ARGV[1], 'r', ARGV[3], 'p', ARGV[2])
redis.call('SET', KEYS[2], id, 'PX', ARGV[6])
redis.call('HINCRBY', KEYS[3], 'bytes', length)
redis.call('HINCRBY', KEYS[3], 'waiting_entries', 1)
redis.call('HINCRBY', KEYS[3], 'waiting_rows', ARGV[3])
redis.call('HINCRBY', KEYS[3], 'waiting_bytes', length)
redis.call('HINCRBY', KEYS[4], 'accepted', 1)
return 'stored'
