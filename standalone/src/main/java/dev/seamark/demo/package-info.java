/**
 * Demo traffic: a web shop and a few LLM agents, played through the OpenTelemetry SDK as their own
 * services would.
 */
@NullMarked
package dev.seamark.demo;

import org.jspecify.annotations.NullMarked;
