-- Records that a batch is inserted envelope by envelope from now on: its own token is never used
-- again. KEYS: batches. ARGV: batch id. Returns 1, or 0 when the batch is done.
local manifest = redis.call('HGET', KEYS[1], ARGV[1])
if not manifest then
  return 0
end
local batch = cjson.decode(manifest)
batch.split = true
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(batch))
return 1
