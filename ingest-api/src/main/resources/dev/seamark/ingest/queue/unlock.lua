-- Gives a lock back. KEYS: lock. ARGV: holder
-- Returns 1, or 0 when it is somebody else's or nobody's.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
redis.call('DEL', KEYS[1])
return 1
