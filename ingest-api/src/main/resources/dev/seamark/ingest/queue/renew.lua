-- Prolongs the lease of a batch for its owner.
-- KEYS: leases. ARGV: batch id, consumer, lease in milliseconds
-- Returns 1, or 0 when the batch is done or has another owner by now.
local lease = redis.call('HGET', KEYS[1], ARGV[1])
if not lease or string.match(lease, '^(%S+) ') ~= ARGV[2] then
  return 0
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. string.format('%.0f', now + ARGV[3]))
return 1
