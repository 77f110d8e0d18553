/**
 * The client that is measured, as a process of its own: {@code ClientLoad} drives sockets of {@code hocket-client} against
 * a server and prints what it saw on one line.
 */
@NullMarked
package hocket.benchmarks.client;

import org.jspecify.annotations.NullMarked;
