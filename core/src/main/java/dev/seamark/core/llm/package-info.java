/**
 * What spans of LLM applications mean: one mapping file from every convention's attributes to
 * canonical fields, and one price file from tokens to cost.
 */
@NullMarked
package dev.seamark.core.llm;

import org.jspecify.annotations.NullMarked;
