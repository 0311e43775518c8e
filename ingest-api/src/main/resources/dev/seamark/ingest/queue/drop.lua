-- Deletes a dead letter for good.
-- KEYS: size, dead letters, counters. ARGV: dead letter's id
-- Returns 1, or 0 when there is no such dead letter.
local found = redis.call('XRANGE', KEYS[2], ARGV[1], ARGV[1])
if not found[1] then
  return 0
end
redis.call('XDEL', KEYS[2], ARGV[1])
redis.call('HINCRBY', KEYS[1], 'dead_bytes', 0 - #found[1][2][6])
redis.call('HINCRBY', KEYS[3], 'dropped', 1)
return 1
