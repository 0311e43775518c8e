/** What OTLP's signals have in common, as JSON: attributes, resources and scopes. */
@NullMarked
package dev.seamark.query.otlp;

import org.jspecify.annotations.NullMarked;
