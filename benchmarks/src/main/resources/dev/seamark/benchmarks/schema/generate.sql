-- Spans of a shop: 20 services, about 120 operation names, traces of 10 spans on average (1 to 61) in
-- 40 Zipf-distributed shapes, log-normal durations, 12 attributes a span, two workspaces, three
-- projects, 60 resources. Everything follows from the trace's number, so that runs can be compared.
INSERT INTO source
WITH
 toUInt64(toUnixTimestamp64Nano(toDateTime64('${base}',9,'UTC'))) AS base,
 sipHash64(t, 1) AS h1,
 -- 40 endpoints, Zipf-like
 toUInt32(floor(pow(40, (sipHash64(t, 2) % 1000003) / 1000003.0))) - 1 AS endpoint,
 (sipHash64(endpoint, j, 3) % 100) AS op,
 if(j = 0, endpoint % 8, sipHash64(op, 4) % 20) AS service,
 sipHash64(t, j, 5) AS r5, sipHash64(t, j, 6) AS r6, sipHash64(t, j, 7) AS r7,
 op % 4 AS family,
 j = 0 OR family < 2 AS http,
 -- log-normal durations, halving by depth
 toInt64(exp(13.5 + 1.2 * (sqrt(-2 * log((r5 % 1000003 + 1) / 1000004.0)) * cos(2 * pi() * (r6 % 1000003) / 1000003.0)) - 0.25 * least(j, 12) + (op % 7) * 0.3) + (r7 % 1000)) AS duration,
 toUInt64(intDiv(${seconds} * 1000000000 * toUInt64(t), ${traces})) + h1 % 50000000 AS trace_start,
 base + trace_start + if(j = 0, 0, toUInt64(j * (sipHash64(t, 8) % 4000000)) + r7 % 1000000) AS start,
 (r5 % 97 = 0) AS failed
SELECT
 toUUID(if(endpoint % 4 = 3, '00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-000000000001')),
 toUUID(['00000000-0000-0000-0000-000000000002','00000000-0000-0000-0000-000000000003','00000000-0000-0000-0000-000000000002','00000000-0000-0000-0000-0000000000a2'][endpoint % 4 + 1]),
 toFixedString(concat(reinterpretAsFixedString(sipHash64(t, 10)), reinterpretAsFixedString(sipHash64(t, 11))), 16),
 reinterpretAsFixedString(sipHash64(t, j, 12)),
 if(j = 0, toFixedString('', 8), reinterpretAsFixedString(sipHash64(t, sipHash64(t, j, 13) % j, 12))),
 '', 257,
 concat(['checkout','cart','catalog','search','auth','gateway','billing','mail','stock','shipping','ads','recommend','users','orders','payments','currency','quotes','images','reviews','fraud'][service + 1], '-service'),
 multiIf(http, concat(['GET','POST','PUT','DELETE'][op % 11 % 4 + 1], ' /api/v1/', ['orders','carts','items','users','quotes'][op % 5 + 1], '/{id}/', toString(op)),
         family = 2, concat(['SELECT','INSERT','UPDATE'][op % 3 + 1], ' shop.', ['orders','carts','items','users'][op % 7 % 4 + 1], '_', toString(op)),
         concat('shop.v1.', ['Orders','Carts','Items','Users'][op % 7 % 4 + 1], '/Call', toString(op))),
 multiIf(j = 0, 2, http, if(op % 2 = 0, 3, 2), family = 2, 3, 1),
 if(failed, 2, 0), if(failed, ['connection reset by peer','deadline exceeded','not found'][r6 % 3 + 1], ''),
 fromUnixTimestamp64Nano(toInt64(start), 'UTC'), duration,
 sipHash64(service, r5 % 3, 14), concat('io.opentelemetry.', ['netty','jdbc','grpc','spring-webmvc'][family + 1]), '2.19.0-alpha', '', '',
 multiIf(
  http, map('http.request.method', ['GET','POST','PUT','DELETE'][op % 11 % 4 + 1], 'url.scheme', 'https', 'http.route', concat('/api/v1/', ['orders','carts','items','users','quotes'][op % 5 + 1], '/{id}/', toString(op)),
       'url.path', concat('/api/v1/', ['orders','carts','items','users','quotes'][op % 5 + 1], '/', toString(toUInt32(floor(pow(50000, (r6 % 1000003) / 1000003.0)))), '/', toString(op)),
       'server.address', concat('shop-', toString(service), '.internal'), 'network.protocol.version', if(op % 3 = 0, '2', '1.1'),
       'user_agent.original', concat('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/', toString(120 + sipHash64(t, 15) % 12), '.0.0.0 Safari/537.36'),
       'user.id', concat('user-', toString(toUInt32(floor(pow(20000, (sipHash64(t, 16) % 1000003) / 1000003.0)))))),
  family = 2, map('db.system.name', 'postgresql', 'db.namespace', 'shop', 'db.operation.name', ['SELECT','INSERT','UPDATE'][op % 3 + 1], 'db.collection.name', concat(['orders','carts','items','users'][op % 7 % 4 + 1], '_', toString(op)),
       'db.query.text', concat('SELECT id, customer, total, created_at FROM ', ['orders','carts','items','users'][op % 7 % 4 + 1], '_', toString(op), ' WHERE id = $1 AND state <> $2 LIMIT 100'),
       'server.address', concat('pg-', toString(op % 5), '.internal'), 'thread.name', concat('worker-', toString(r7 % 16)), 'user.id', concat('user-', toString(toUInt32(floor(pow(20000, (sipHash64(t, 16) % 1000003) / 1000003.0)))))),
  map('rpc.system', 'grpc', 'rpc.service', concat('shop.v1.', ['Orders','Carts','Items','Users'][op % 7 % 4 + 1]), 'rpc.method', concat('Call', toString(op)), 'server.address', concat('shop-', toString(service), '.internal'),
       'network.transport', 'tcp', 'network.type', 'ipv4', 'thread.name', concat('worker-', toString(r7 % 16)), 'user.id', concat('user-', toString(toUInt32(floor(pow(20000, (sipHash64(t, 16) % 1000003) / 1000003.0))))))),
 map(if(http, 'http.response.status_code', if(family = 2, 'db.response.returned_rows', 'rpc.grpc.status_code')), if(http, if(failed, 500, [200,200,200,200,201,204,304,404][r7 % 8 + 1]), if(family = 2, r6 % 100, if(failed, 14, 0))),
     'server.port', [443,5432,8443][family % 3 + 1], if(http, 'http.response.body.size', 'thread.id'), if(http, r6 % 16000, r7 % 64)),
 CAST(map(), 'Map(String,Float64)'), map('app.cached', r7 % 3 = 0), '', 0,
 if(failed, ['exception'], CAST([], 'Array(String)')),
 if(failed, concat('[{"timeUnixNano":"', toString(start + 1000), '","name":"exception","attributes":[{"key":"exception.type","value":{"stringValue":"java.io.IOException"}},{"key":"exception.message","value":{"stringValue":"connection reset by peer"}}]}]'), ''), 0,
 '', 0, 30, (intDiv(base + trace_start, 2000000000) + 2) * 2000000000, 0
FROM (SELECT number + ${from} AS t, arrayJoin(range(toUInt32(1 + least(60, floor(-9.5 * log((sipHash64(number + ${from}, 9) % 1000003 + 1) / 1000004.0)))))) AS j FROM numbers(${count}))
SETTINGS max_threads=2, max_insert_threads=1
