SELECT workspace_id, project_id, trace_id, start_time, retention_days
FROM trace_summaries
WHERE (workspace_id, project_id) IN ((toUUID('00000000-0000-0000-0000-000000000001'), toUUID('00000000-0000-0001-0000-000000000001')))
    AND (start_time BETWEEN fromUnixTimestamp64Nano(1000000000) AND fromUnixTimestamp64Nano(2000000000) OR start_time BETWEEN fromUnixTimestamp64Nano(9000000000) AND fromUnixTimestamp64Nano(10000000000))
    AND trace_id IN (SELECT trace_id FROM spans WHERE (workspace_id, project_id) IN ((toUUID('00000000-0000-0000-0000-000000000001'), toUUID('00000000-0000-0001-0000-000000000001')))
    AND start_time BETWEEN fromUnixTimestamp64Milli(-3590000) AND fromUnixTimestamp64Milli(3611000)
    AND version BETWEEN 10000000000 AND 11000999999)
GROUP BY workspace_id, project_id, trace_id, start_time, retention_days
HAVING argMax(trace_summaries.is_deleted, trace_summaries.version) = 0
