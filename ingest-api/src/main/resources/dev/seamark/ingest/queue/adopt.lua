-- Takes over one batch whose lease has run out, its composition unchanged.
-- KEYS: stream, batches, leases. ARGV: group, consumer, lease in milliseconds
-- Returns {batch id, manifest}, empty when every batch has an owner.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local leases = redis.call('HGETALL', KEYS[3])
for i = 1, #leases, 2 do
  local batch = leases[i]
  if tonumber(string.match(leases[i + 1], ' (%d+)$')) <= now then
    local manifest = redis.call('HGET', KEYS[2], batch)
    if not manifest then
      redis.call('HDEL', KEYS[3], batch)
    else
      redis.call('HSET', KEYS[3], batch,
        ARGV[2] .. ' ' .. string.format('%.0f', now + ARGV[3]))
      for _, id in ipairs(cjson.decode(manifest).ids) do
        redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, id, 'JUSTID')
      end
      return {batch, manifest}
    end
  end
end
return {}
