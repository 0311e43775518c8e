/**
 * What the tables of all OTLP signals share: resources, scopes, typed attributes, and the OTLP JSON
 * in which what has no column of its own is kept.
 */
@NullMarked
package dev.seamark.storage.clickhouse.otlp;

import org.jspecify.annotations.NullMarked;
