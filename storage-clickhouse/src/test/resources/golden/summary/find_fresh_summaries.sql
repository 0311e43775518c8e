SELECT
    workspace_id, project_id, trace_id, new_start, dateDiff('nanosecond', new_start, new_end),
    if(rooted, first_span_id, toFixedString('', 8)), rooted, first_service, first_name,
    if(errors > 0, toInt8(2), CAST(first_status, 'Int8')), spans, errors, service_names,
    first_session, first_user, first_environment, retention, toUnixTimestamp64Nano(now64(9)),
    last_start, first_version = last_version
FROM (
    SELECT
        workspace_id, project_id, trace_id,
        min(ranked.start_time) AS new_start,
        max(end_time) AS new_end,
        argMin(span_id, rank) AS first_span_id,
        max(is_root) AS rooted,
        argMin(service_name, rank) AS first_service,
        argMin(name, rank) AS first_name,
        argMin(ranked.status_code, rank) AS first_status,
        count() AS spans,
        countIf(ranked.status_code = 'error') AS errors,
        arraySort(groupUniqArray(service_name)) AS service_names,
        argMinIf(ranked.session_id, rank, ranked.session_id != '') AS first_session,
        argMinIf(ranked.user_id, rank, ranked.user_id != '') AS first_user,
        argMinIf(ranked.environment, rank, ranked.environment != '') AS first_environment,
        max(ranked.retention_days) AS retention,
        max(ranked.start_time) AS last_start,
        min(ranked.version) AS first_version,
        max(ranked.version) AS last_version
    FROM (
        SELECT
            workspace_id, project_id, trace_id, span_id, service_name, name, status_code, start_time, environment,
            session_id, user_id, observed, retention_days, is_deleted, version,
            addNanoseconds(start_time, greatest(duration_nanos, 0)) AS end_time,
            parent_span_id = toFixedString('', 8) AS is_root,
            -- The same order as in the recompute: roots first, then by start, then by id.
            bitShiftLeft(toUInt128(NOT is_root), 127)
                + bitShiftLeft(toUInt128(greatest(toUnixTimestamp64Nano(start_time), 0)), 64)
                + reinterpretAsUInt64(reverse(span_id)) AS rank
        FROM spans
        WHERE (workspace_id, project_id) IN ((toUUID('00000000-0000-0000-0000-000000000001'), toUUID('00000000-0000-0001-0000-000000000001')), (toUUID('00000000-0000-0000-0000-000000000002'), toUUID('00000000-0000-0002-0000-000000000002')))
    AND start_time BETWEEN fromUnixTimestamp64Milli(1795187938021) AND fromUnixTimestamp64Milli(1795195139999)
    AND version BETWEEN 1795191538021000000 AND 1795191539999999999
    ) AS ranked
    GROUP BY workspace_id, project_id, trace_id
    HAVING spans = uniqExact(span_id) AND max(ranked.is_deleted) = 0 AND NOT max(ranked.observed)
) AS seen
INNER JOIN (
    SELECT workspace_id, project_id, trace_id, sum(span_rows) AS inserted
    FROM trace_times
    WHERE (workspace_id, project_id) IN ((toUUID('00000000-0000-0000-0000-000000000001'), toUUID('00000000-0000-0001-0000-000000000001')), (toUUID('00000000-0000-0000-0000-000000000002'), toUUID('00000000-0000-0002-0000-000000000002'))) AND trace_id IN (SELECT trace_id FROM spans WHERE (workspace_id, project_id) IN ((toUUID('00000000-0000-0000-0000-000000000001'), toUUID('00000000-0000-0001-0000-000000000001')), (toUUID('00000000-0000-0000-0000-000000000002'), toUUID('00000000-0000-0002-0000-000000000002')))
    AND start_time BETWEEN fromUnixTimestamp64Milli(1795187938021) AND fromUnixTimestamp64Milli(1795195139999)
    AND version BETWEEN 1795191538021000000 AND 1795191539999999999)
    GROUP BY workspace_id, project_id, trace_id
) AS counted USING (workspace_id, project_id, trace_id)
WHERE spans = inserted
