/** What the JSON routes share: who calls, bodies in bounded memory, problem documents. */
@NullMarked
package dev.seamark.ingest.http;

import org.jspecify.annotations.NullMarked;
