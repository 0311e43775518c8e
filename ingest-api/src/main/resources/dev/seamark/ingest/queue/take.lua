-- Delivers the oldest waiting envelopes to a consumer and, in the same instant, records them as a
-- batch: from here on the batch's composition is fixed, whoever inserts it.
-- KEYS: stream, size, batches, leases
-- ARGV: group, consumer, batch id, most entries, rows that are enough, bytes that are enough,
--       lease in milliseconds
-- Returns {id, payload, id, payload, ...}, empty when nothing is waiting.
local ids, out, rows, bytes = {}, {}, 0, 0
while #ids < tonumber(ARGV[4]) and rows < tonumber(ARGV[5]) and bytes < tonumber(ARGV[6]) do
  local reply = redis.call('XREADGROUP', 'GROUP', ARGV[1], ARGV[2], 'COUNT', 1,
    'STREAMS', KEYS[1], '>')
  if not reply then
    break
  end
  local entry = reply[1][2][1]
  local fields = entry[2]
  ids[#ids + 1] = entry[1]
  rows = rows + tonumber(fields[4])
  bytes = bytes + #fields[6]
  out[#out + 1] = entry[1]
  out[#out + 1] = fields[6]
end
if #ids == 0 then
  return out
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[3], ARGV[3],
  cjson.encode({ids = ids, rows = rows, bytes = bytes, split = false}))
redis.call('HSET', KEYS[4], ARGV[3], ARGV[2] .. ' ' .. string.format('%.0f', now + ARGV[7]))
redis.call('HINCRBY', KEYS[2], 'waiting_entries', 0 - #ids)
redis.call('HINCRBY', KEYS[2], 'waiting_rows', 0 - rows)
redis.call('HINCRBY', KEYS[2], 'waiting_bytes', 0 - bytes)
return out
