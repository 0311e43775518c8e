/**
 * What every endpoint needs: parameters that are checked, callers that are known, blocking reads
 * off the event loop, failures as problem documents.
 */
@NullMarked
package dev.seamark.query.http;

import org.jspecify.annotations.NullMarked;
