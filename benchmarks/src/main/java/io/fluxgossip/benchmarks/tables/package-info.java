/**
 * This package writes what was measured: a class of Markdown tables for each command, and the page that the command
 * {@code report} puts together. It depends on what is measured and on the charts, never on the commands.
 */
@NullMarked
package io.fluxgossip.benchmarks.tables;

import org.jspecify.annotations.NullMarked;
