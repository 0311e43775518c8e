-- Ends the lease of a batch at once, so that another worker need not wait for it to run out.
-- KEYS: leases. ARGV: batch id, consumer
local lease = redis.call('HGET', KEYS[1], ARGV[1])
if not lease or string.match(lease, '^(%S+) ') ~= ARGV[2] then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' 0')
return 1
