-- Puts a dead letter back into the queue.
-- KEYS: stream, size, dead letters, counters. ARGV: dead letter's id
-- Returns 1, or 0 when there is no such dead letter.
local found = redis.call('XRANGE', KEYS[3], ARGV[1], ARGV[1])
if not found[1] then
  return 0
end
local fields = found[1][2]
local length = #fields[6]
redis.call('XADD', KEYS[1], '*', 'h', fields[2], 'r', fields[4], 'p', fields[6])
redis.call('XDEL', KEYS[3], ARGV[1])
redis.call('HINCRBY', KEYS[2], 'dead_bytes', 0 - length)
redis.call('HINCRBY', KEYS[2], 'bytes', length)
redis.call('HINCRBY', KEYS[2], 'waiting_entries', 1)
redis.call('HINCRBY', KEYS[2], 'waiting_rows', fields[4])
redis.call('HINCRBY', KEYS[2], 'waiting_bytes', length)
redis.call('HINCRBY', KEYS[4], 'replayed', 1)
return 1
