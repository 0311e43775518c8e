-- What is in the queue and what went through it.
-- KEYS: stream, size, batches, dead letters, counters. ARGV: group
-- Returns {entries, batches, dead letters, age of the oldest waiting envelope in milliseconds,
--          size as {name, value, ...}, counters as {name, value, ...}}.
local age = 0
if redis.call('EXISTS', KEYS[1]) == 1 then
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
    local info = {}
    for i = 1, #group, 2 do
      info[group[i]] = group[i + 1]
    end
    if info['name'] == ARGV[1] then
      local next = redis.call('XRANGE', KEYS[1], '(' .. info['last-delivered-id'], '+', 'COUNT', 1)
      if next[1] then
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        age = math.max(0, now - tonumber(string.match(next[1][1], '^(%d+)-')))
      end
    end
  end
end
return {
  redis.call('XLEN', KEYS[1]),
  redis.call('HLEN', KEYS[3]),
  redis.call('XLEN', KEYS[4]),
  age,
  redis.call('HGETALL', KEYS[2]),
  redis.call('HGETALL', KEYS[5])
}
