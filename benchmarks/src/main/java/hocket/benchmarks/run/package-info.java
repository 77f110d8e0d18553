/**
 * Servers side by side: each in a process of its own, all up and warm, visited in rounds by the load client. What counts
 * is the processor time of a server for each message, which depends least on what else the machine does.
 */
@NullMarked
package hocket.benchmarks.run;

import org.jspecify.annotations.NullMarked;
